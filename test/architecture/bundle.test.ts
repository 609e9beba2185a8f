import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestBundle } from '../support/bundle.ts';

const LIMIT_BYTES = 2 * 1024 * 1024;
/** What a replayed workflow must never depend on, whoever imports it. */
const FOREIGN = ['zod', 'kysely', 'pg', 'express', 'pino', 'nodemailer'];
const OUR_FOLDERS = [
  'api',
  'activities',
  'db',
  'channels',
  'intake',
  'worker',
  'engine',
  'config',
  'contracts/schemas',
];

/** Limits come into a workflow planned: no later calendar or policy can change how a recorded history goes. */
const DATA_OF_TIME = [
  'domain/calendar/',
  'domain/clocks/standardPolicy',
  'domain/clocks/timetable',
  'domain/clocks/planning/',
  'domain/clocks/checking/',
  'domain/clocks/explaining/',
  'domain/clocks/replanning/',
];

describe('what reaches the workflow sandbox', () => {
  let code = '';
  let remove = async (): Promise<void> => undefined;

  beforeAll(async () => {
    const bundle = await buildTestBundle();
    remove = bundle.remove;
    code = readFileSync(bundle.path, 'utf8');
  });
  afterAll(() => remove());

  test('at most 2 MB without its source map', () => {
    const program = code.replace(/\/\/# sourceMappingURL=.*/s, '');
    console.log(`workflow bundle: ${Math.round(program.length / 1024)} KB`);
    expect(program.length).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  test('the ticket workflow is in it', () => {
    expect(code).toContain('./workflows/ticket/workflow.ts');
  });

  test.each(FOREIGN)('not %s', (name) => {
    expect(code).not.toContain(`/node_modules/${name}/`);
  });

  test.each(OUR_FOLDERS)('nothing from our %s/', (folder) => {
    expect(code).not.toMatch(new RegExp(`"\\./${folder}/[^"]+\\.ts"`));
  });

  test.each(DATA_OF_TIME)('nothing of %s', (name) => {
    expect(code).not.toContain(`"./${name}`);
  });

  test('no built-in module of Node', () => {
    const builtins = builtinModules.filter((name) => !['assert', 'url', 'util'].includes(name));
    const required = [...code.matchAll(/require\("(?:node:)?([a-z_/]+)"\)/g)].map((match) => match[1] ?? '');
    expect(required.filter((name) => builtins.includes(name))).toEqual([]);
  });
});
