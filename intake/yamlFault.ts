import type { LineCounter, YAMLError } from 'yaml';
import type { Words } from '../contracts/words.ts';

type Code = YAMLError['code'];

const DUPLICATE: Words = { zh: '同一键出现两次', en: 'a key stands twice' };
const INDENT: Words = { zh: '缩进有误或括号未闭合', en: 'wrong indentation or an unclosed bracket' };
const UNFINISHED: Words = { zh: '缺少括号、引号、冒号或逗号', en: 'a bracket, quote, colon or comma is missing' };
const ALIAS: Words = { zh: '别名或锚点有误', en: 'a faulty alias or anchor' };
const KEY: Words = { zh: '键有误：应为单行文本', en: 'a faulty key: text on one line is wanted' };
const OTHER: Words = { zh: '此处不能读作 YAML', en: 'what cannot be read as YAML' };

/** The parser tells its faults in English only; the desk tells them in both languages by their kind. */
const KINDS: Partial<Readonly<Record<Code, Words>>> = {
  ALIAS_PROPS: ALIAS,
  BAD_ALIAS: ALIAS,
  MULTIPLE_ANCHORS: ALIAS,
  BAD_DQ_ESCAPE: { zh: '引号内的转义有误', en: 'a faulty escape in quotes' },
  BAD_INDENT: INDENT,
  BAD_SCALAR_START: { zh: '文本不能以此字符开头，请加引号', en: 'text that cannot begin so without quotes' },
  BLOCK_AS_IMPLICIT_KEY: INDENT,
  BLOCK_IN_FLOW: INDENT,
  DUPLICATE_KEY: DUPLICATE,
  KEY_OVER_1024_CHARS: KEY,
  MISSING_CHAR: UNFINISHED,
  MULTILINE_IMPLICIT_KEY: KEY,
  MULTIPLE_DOCS: { zh: '文件含多个文档，只能有一个', en: 'several documents, only one is read' },
  NON_STRING_KEY: KEY,
  TAB_AS_INDENT: { zh: '用制表符缩进，应使用空格', en: 'indentation by tabs, spaces are wanted' },
  UNEXPECTED_TOKEN: { zh: '此处多出字符', en: 'characters that do not belong here' },
};

/** What of a YAML text cannot be read and where: line and column count from 1. */
export function yamlFault(
  { code, pos }: YAMLError,
  lines: LineCounter,
): { readonly line: number; readonly got: Words } {
  const { line, col } = lines.linePos(pos[0]);
  return { line, got: atColumn(col, KINDS[code] ?? OTHER) };
}

/** A fault's words with the column that it stands in. */
export function atColumn(column: number, { zh, en }: Words): Words {
  return { zh: `第 ${column} 列：${zh}`, en: `at column ${column}: ${en}` };
}
