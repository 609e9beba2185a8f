import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REVIEW_CLOCK_IDS, TICKET_CLOCK_IDS } from '../../contracts/clocks.ts';
import { CLOCK_RULES } from '../../domain/clocks/rules.ts';
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

/** What no line of code but its own declaration names, comments aside: nobody uses it but a test. */
const declared = /\b(?:function|const)\s+([a-z]\w*)/g;
const inUse = textOf(code).replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, '');
const uses = tally(inUse.match(/\b[A-Za-z]\w*\b/g) ?? []);
const declarations = tally(all(inUse, declared));

const norms = readFileSync(join(ROOT, 'docs/norms.md'), 'utf8');
const sections = all(norms, /^## (.+)$/gm).map((heading) => heading.toLowerCase());

/** The sections that comments of one file cite, as `docs/norms.md, <section>`; the end of a line in a comment is none of the words. */
function citedIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\n\s*(?:\*|\/\/)\s*/g, ' ');
  return all(text, /docs\/norms\.md,\s+([^.;:()*]+)/g);
}

function isThere(cited: string): boolean {
  const [, kind, n] = /^(convention|decision) (\d+)/.exec(cited) ?? [];
  if (kind !== undefined) return new RegExp(`^\\| (?:\\d+, )*${n}(?:, \\d+)* \\|`, 'm').test(norms);
  return sections.some((section) => cited === section || cited.startsWith(`${section},`));
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return counted;
}

/** The rows of all tables, each as the line on which it stands and its cells. */
const rows = norms
  .split('\n')
  .flatMap((line, n) => (/^\|(?! ?-)/.test(line) ? [{ at: n + 1, cells: line.split(' | ') }] : []));

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function functionsOf(cells: readonly string[]): string[] {
  return all(cells.join(' '), /`([^`]+)`/g).filter((name) => /^[a-z]+[A-Z]\w*$/.test(name));
}

/** Of what a row names, that which is not there: its files, its functions, its tests and their titles, of which `…` is any part. */
function missingOf(cells: readonly string[]): string[] {
  const proof = cells.at(-1) ?? '';
  const named = all(cells.join(' '), /`([^`]+)`/g);
  const files = [
    ...named.filter((name) => /^[\w./-]+\.(ts|yaml|json)$/.test(name)).map((name) => basename(name)),
    ...all(proof, /\b(\w+)\.test\b/g).map((name) => `${name}.test.ts`),
  ].filter((name) => !names.has(name));
  const functions = functionsOf(cells).filter((name) => !identifiers.has(name));
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

  test('is kept by a function that the desk itself calls, or says that it is not built yet', () => {
    const faults = rows.flatMap(({ at, cells }) => {
      if (cells.join(' ').includes('not built yet')) return [];
      const unused = functionsOf(cells).filter((name) => uses.get(name) === declarations.get(name));
      return unused.length === 0 ? [] : [{ at, unused }];
    });
    expect(faults).toEqual([]);
  });

  test('of a clock that no workflow keeps says that it stands in the catalogue and the preview only', () => {
    const kept: readonly string[] = [...TICKET_CLOCK_IDS, ...REVIEW_CLOCK_IDS, 'SHIFT_HANDOVER'];
    const marked = rows.filter(({ cells }) => cells.join(' ').includes('catalogue and preview only'));
    const named = marked.flatMap(({ cells }) => (cells[0] ?? '').match(/[A-Z][A-Z_]+/g) ?? []);
    // The retention is no limit that runs: the archive writes it down.
    const others = Object.keys(CLOCK_RULES).filter((id) => !kept.includes(id) && id !== 'RETENTION');
    expect(named.toSorted()).toEqual(others.toSorted());
  });

  test('that a comment cites is in a section of that name', () => {
    const cited = code.flatMap((file) =>
      citedIn(file).map((section) => ({ file: basename(file), section: section.trim() })),
    );
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter(({ section }) => !isThere(section))).toEqual([]);
  });
});
