import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';

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

const texts = filesIn('workflows', '/details.ts').flatMap(textsOf);

test('what stands on top of a workflow in the Temporal UI is in one language', () => {
  expect(texts.filter(({ text }) => /\p{Script=Han}/u.test(text))).toEqual([]);
});
