import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';

const PARTS = ['activities', 'api', 'channels', 'contracts', 'db', 'domain', 'engine', 'intake', 'worker', 'workflows'];
const PROOFS = ['test', 'scenarios'];

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|yaml|json)$/.test(name))
    .map((name) => join(ROOT, folder, name));
}

function textOf(files: readonly string[]): string {
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

const code = PARTS.flatMap(filesIn);
const proofs = PROOFS.flatMap(filesIn);
const identifiers = new Set(textOf(code).match(/\b[A-Za-z]\w*\b/g));
const tests = textOf(proofs);
const names = new Set([...code, ...proofs].map((file) => basename(file)));

/** The rows of all tables, each as the line on which it stands and its cells. */
const rows = readFileSync(join(ROOT, 'docs/norms.md'), 'utf8')
  .split('\n')
  .flatMap((line, n) => (/^\|(?! ?-)/.test(line) ? [{ at: n + 1, cells: line.split(' | ') }] : []));

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Of what a row names, that which is not there: its files, its functions, its tests and their titles, of which `…` is any part. */
function missingOf(cells: readonly string[]): string[] {
  const proof = cells.at(-1) ?? '';
  const named = all(cells.join(' '), /`([^`]+)`/g);
  const files = [
    ...named.filter((name) => /^[\w./-]+\.(ts|yaml|json)$/.test(name)).map((name) => basename(name)),
    ...all(proof, /\b(\w+)\.test\b/g).map((name) => `${name}.test.ts`),
  ].filter((name) => !names.has(name));
  const functions = named.filter((name) => /^[a-z]+[A-Z]\w*$/.test(name) && !identifiers.has(name));
  const titles = all(proof, /"([^"]+)"/g).filter((title) =>
    title.split('…').some((part) => !tests.includes(part.trim())),
  );
  return [...files, ...functions, ...titles];
}

describe('each norm', () => {
  test('names code and tests that are there', () => {
    const faults = rows.map(({ at, cells }) => ({ at, missing: missingOf(cells) }));
    expect(faults.filter(({ missing }) => missing.length > 0)).toEqual([]);
  });

  test('says by what it is proved', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter(({ cells }) => !/\w|–/.test(cells.at(-1) ?? '')).map(({ at }) => at)).toEqual([]);
  });
});
