import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';

function sources(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

function faulty(folder: string, pattern: RegExp): string[] {
  return sources(folder).filter((path) => pattern.test(readFileSync(join(ROOT, path), 'utf8')));
}

describe('what lint cannot see and the sandbox does not forgive', () => {
  test.each(['domain', 'workflows'])('%s/: no subclass of Date, which loses its methods in the sandbox', (folder) => {
    expect(faulty(folder, /\bextends\s+Date\b/)).toEqual([]);
  });

  test.each(['domain', 'workflows'])('%s/: no format() without an instant, which reads the real clock', (folder) => {
    expect(faulty(folder, /\.(?:format|formatToParts)\(\s*\)/)).toEqual([]);
  });

  test('domain/: time is an argument', () => {
    expect(faulty('domain', /\bnew Date\(\s*\)|\bDate\.now\(|\bperformance\.now\(/)).toEqual([]);
  });

  test('the two folders were looked at', () => {
    expect(sources('domain').length).toBeGreaterThan(10);
    expect(sources('workflows').length).toBeGreaterThan(3);
  });
});
