import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';

const FOLDERS = ['api', 'channels', 'contracts', 'domain', 'engine', 'intake', 'scripts', 'workflows'];

interface Text {
  readonly path: string;
  readonly text: string;
}

function filesIn(folder: string, ending: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** What stands between quotes, also each part of a template; comments and names are no texts. */
function textsOf(path: string): Text[] {
  const texts: Text[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push({ path, text: node.text });
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest));
  return texts;
}

function titlesOf(path: string): Text[] {
  const [text = ''] = readFileSync(join(ROOT, path), 'utf8').split('\n');
  return [{ path, text }];
}

/** An English word is one of several, as a code is none. */
function has(text: string, word: string): boolean {
  if (!/[a-z]/.test(word)) return text.includes(word);
  return text.includes(' ') && new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'i').test(text);
}

const listed = (cell = ''): string[] =>
  (cell === '–' ? [] : cell.replace(/\(.*?\)/g, '').split(',')).map((one) => one.trim());

const rows = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.slice(2, -2).split(' | '));

const texts = [
  ...FOLDERS.flatMap((folder) => filesIn(folder, '.ts')).flatMap(textsOf),
  ...filesIn('scenarios', '.yaml').flatMap(titlesOf),
];

test.each(rows)('%s: %s, %s', (_idea, _zh, _en, never, rightIn) => {
  const right = listed(rightIn);
  const said = texts.filter(({ text }) => {
    const rest = right.reduce((left, phrase) => left.replaceAll(phrase, ''), text);
    return listed(never).some((word) => has(rest, word));
  });
  expect(said).toEqual([]);
});

test('what stands on top of a workflow in the Temporal UI is in one language', () => {
  expect(texts.filter(({ path, text }) => path.endsWith('/details.ts') && /\p{Script=Han}/u.test(text))).toEqual([]);
});
