import type { z } from 'zod';
import { wordsSaid } from '../../contracts/schemas/said.ts';
import type { Words } from '../../contracts/words.ts';

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, Words>> = {
  string: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  tuple: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
  null: { zh: '空值 null', en: 'null' },
};
const FORMATS: Readonly<Record<string, Words>> = {
  email: { zh: '电子邮件地址', en: 'an e-mail address' },
  uuid: { zh: 'UUID 标识', en: 'a UUID' },
  url: { zh: '网址', en: 'a URL' },
};
/** For a check that has no words of its own. */
const OTHER: Words = { zh: '其他值', en: 'another value' };

/** What was expected where the issue is; words of our own go before those for zod's kinds of issues. */
export function expectedAt(issue: Issue): Words {
  const words = wordsSaid(issue.message) ?? wordsOf(issue);
  const missing = (issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined;
  return missing ? required(words) : words;
}

function required({ zh, en }: Words): Words {
  return { zh: `${zh}（必填）`, en: `${en} (required)` };
}

function wordsOf(issue: Issue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? OTHER;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      return sized(issue, issue.minimum, issue.inclusive === false ? MORE : AT_LEAST);
    case 'too_big':
      return sized(issue, issue.maximum, issue.inclusive === false ? LESS : AT_MOST);
    case 'not_multiple_of':
      return { zh: `${issue.divisor} 的倍数`, en: `a multiple of ${issue.divisor}` };
    case 'invalid_format':
      return FORMATS[issue.format] ?? OTHER;
    case 'invalid_union':
      return ofUnion(issue);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues[0] === undefined ? OTHER : expectedAt(issue.issues[0]);
    default:
      return OTHER;
  }
}

function oneOf(values: readonly unknown[]): Words {
  const names = values.map(String);
  const [only = ''] = names;
  if (names.length === 1) return { zh: `只能是 ${only}`, en: only };
  return { zh: `以下之一：${names.join('、')}`, en: `one of ${names.join(', ')}` };
}

const AT_LEAST: Words = { zh: '至少', en: 'at least' };
const AT_MOST: Words = { zh: '至多', en: 'at most' };
const MORE: Words = { zh: '大于', en: 'more than' };
const LESS: Words = { zh: '小于', en: 'less than' };

function sized({ origin }: { readonly origin: string }, size: number | bigint, than: Words): Words {
  switch (origin) {
    case 'string':
      return { zh: `${than.zh} ${size} 个字符`, en: `${than.en} ${size} character${size === 1 ? '' : 's'}` };
    case 'array':
      return { zh: `${than.zh} ${size} 项`, en: `${than.en} ${size} item${size === 1 ? '' : 's'}` };
    default:
      return { zh: `${than.zh} ${size}`, en: `${than.en} ${size}` };
  }
}

/** A value has to be of one of several shapes; where a field tells them apart, its values are what is expected. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>): Words {
  if ('options' in issue && Array.isArray(issue.options)) return oneOf(issue.options);
  const shapes = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expectedAt(first)]));
  if (shapes.length === 0) return OTHER;
  return { zh: shapes.map(({ zh }) => zh).join('或'), en: shapes.map(({ en }) => en).join(' or ') };
}
