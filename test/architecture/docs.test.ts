import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';

const SKIPPED = new Set(['node_modules', '.git', 'dist', '.cache', '.kefu']);
/** A path in backticks whose first part is one of our folders; a `<name>` or `*` in it stands for any. */
const PATH = /`((?:[a-z][A-Za-z]*|\.ci)\/[A-Za-z0-9_./-]*)`/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g;
const COMMAND = /\bnpm (?:run )?([a-z][a-z:]*)/g;
const NPM_OWN = new Set(['ci', 'install', 'run', 'audit']);
const LONGEST_README = 10;

function documents(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

function topFolders(): string[] {
  const entries = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map((entry) => entry.name).filter((name) => !SKIPPED.has(name) && !name.startsWith('.'));
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('the documents tell the truth', () => {
  const folders = new Set([...topFolders(), '.ci']);

  test.each(documents().map((path) => path.slice(ROOT.length + 1)))('%s names only what exists', (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const named = found(text, PATH).filter((name) => folders.has(name.split('/')[0] ?? ''));
    const linked = found(text, LINK).map((name) => join(dirname(path), name));
    expect([...named, ...linked].filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  test('each npm command that they name is one', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    const named = documents().flatMap((path) => found(readFileSync(path, 'utf8'), COMMAND));
    expect([...new Set(named)].filter((name) => !NPM_OWN.has(name) && scripts[name] === undefined)).toEqual([]);
  });

  test.each(topFolders().filter((name) => name !== 'scripts'))('%s/ has a README of at most ten lines', (folder) => {
    const lines = readFileSync(join(ROOT, folder, 'README.md'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThanOrEqual(LONGEST_README);
  });
});
