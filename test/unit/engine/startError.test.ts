import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDataFolder } from '../../../engine/dataFolder.ts';
import { causeFirst, explained } from '../../../engine/startError.ts';

describe('a data folder that cannot be written', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'kefu-folder-'));
  beforeAll(() => writeFileSync(join(scratch, 'file'), ''));
  afterAll(() => rmSync(scratch, { recursive: true }));

  function refusalOf(path: string): string {
    try {
      makeDataFolder(path);
      return 'made';
    } catch (error) {
      return explained(error);
    }
  }

  test('is made with its parents where nothing stands against it, and again', () => {
    const path = join(scratch, 'a', 'b');
    expect([refusalOf(path), refusalOf(path)]).toEqual(['made', 'made']);
  });

  test.each([
    ['a file', () => join(scratch, 'file'), 'This is a file and no folder'],
    ['a folder under a file', () => join(scratch, 'file', 'a', 'b'), 'A part of this path is a file and no folder'],
    ['a place where nothing can be made', () => '/proc/kefu/data', 'No folder can be made here'],
  ])('%s is refused in one line with the remedy', (_, path, cause) => {
    expect(refusalOf(path())).toMatch(new RegExp(`^${cause}: /.+ set KEFU_DATA_DIR to another folder\\.$`));
  });

  test('a missing right, a full and a read-only disk name themselves first', () => {
    const refused = (code: string, syscall: string): Error =>
      Object.assign(new Error(code), { code, syscall, path: '/d' });
    expect(explained(refused('EACCES', 'mkdir'))).toMatch(/^No right to write: \/d/);
    expect(explained(refused('ENOSPC', 'write'))).toMatch(/^The disk is full: \/d/);
    expect(explained(refused('EROFS', 'open'))).toMatch(/^This disk is read-only: \/d/);
    expect(explained(refused('EACCES', 'spawn postgres'))).toContain('Error: EACCES');
  });
});

describe('what a program wrote before it failed', () => {
  test('is told with its cause first', () => {
    expect(
      causeFirst('Command failed: initdb\nrunning bootstrap\nFATAL:  could not write: No space left on device'),
    ).toMatch(/^The disk is full/);
    expect(causeFirst('LOG:  starting\nFATAL:  data directory has wrong ownership\nHINT:  x')).toBe(
      'data directory has wrong ownership',
    );
    expect(causeFirst('something\nelse')).toBe('else');
  });
});
