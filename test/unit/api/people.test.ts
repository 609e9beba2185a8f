import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../engine/paths.ts';
import { Refused } from '../../../scripts/common/commandLine.ts';
import { readPeople } from '../../../scripts/people/readPeople.ts';

/** The lines with which a text is refused. */
function faults(text: string): readonly string[] {
  try {
    readPeople(text, 'p.json');
  } catch (error) {
    if (error instanceof Refused) return error.lines;
    throw error;
  }
  return [];
}

const company = (accounts: readonly object[]) => ({ id: 'C1', name: '一', kind: 'buyer', accounts });
const faultsOf = (content: object) => faults(JSON.stringify(content));

describe('a file of people', () => {
  test('may leave out every part; who is named without more is at work and leads nobody', () => {
    expect(readPeople('{}', 'p.json').people).toEqual({ companies: [], staff: [], clients: [], orders: [] });
    const staff = [{ staffNo: '1001', name: '周敏', role: 'agent', department: 'FRONT' }];
    const { people } = readPeople(JSON.stringify({ staff }, null, '\t'), 'p.json');
    expect(people.staff).toEqual([{ ...staff[0], lead: false, active: true }]);
  });

  test('of the documents is one, in JSON that every reader takes', () => {
    const text = readFileSync(join(ROOT, 'docs/people.example.json'), 'utf8');
    const { companies, staff, clients } = readPeople(text, 'p.json').people;
    expect([companies.length, staff.length, clients.length]).toEqual([2, 9, 1]);
    expect(JSON.parse(text)).toMatchObject({ companies: companies.map(({ id }) => ({ id })) });
  });

  test('has scopes for sub-accounts alone, and only those there are', () => {
    expect(faultsOf({ companies: [company([{ id: 'A1', kind: 'main', name: '甲', scopes: [] }])] })).toEqual([
      'p.json:1: /companies/0/accounts/0/scopes: expected no such field',
    ]);
    expect(faultsOf({ companies: [company([{ id: 'A1', kind: 'sub', name: '甲', scopes: ['all'] }])] })).toEqual([
      expect.stringContaining('/companies/0/accounts/0/scopes/0: expected one of order.view, '),
    ]);
    expect(faultsOf({ companies: [company([{ id: 'A1', kind: 'sub', name: '甲' }])] })).toEqual([
      'p.json:1: /companies/0/accounts/0/scopes: expected a list (required)',
    ]);
  });

  test('names each once, an account also in all companies together', () => {
    const main = { id: 'A1', kind: 'main', name: '甲' };
    const client = { id: 'shop', name: '商城' };
    const other = { ...company([main]), id: 'C2' };
    const once = 'expected a value that does not stand twice';
    expect(faultsOf({ companies: [company([main]), other], clients: [client, client] })).toEqual([
      `p.json:1: /companies/1/name: ${once}`,
      `p.json:1: /companies/1/accounts/0/id: ${once}`,
      `p.json:1: /clients/1/id: ${once}`,
    ]);
  });

  test('that is cut off, or says a thing twice, is told by line and column', () => {
    expect(faults('{\n  "staff": [\n')[0]).toMatch(/^p\.json:\d: expected JSON \(or YAML\), got at column \d+: /);
    expect(faults('{\n  "staff": [],\n  "staff": []\n}')).toEqual([
      'p.json:3: expected JSON (or YAML), got at column 3: a key stands twice',
    ]);
    expect(faults('"people"')).toEqual(['p.json:1: expected an object']);
  });
});
