import { expect, test } from 'vitest';
import { ownNamesOnly } from '../../../api/http/ownName.ts';
import { Problem } from '../../../api/http/problem.ts';

test.each([
  ['192.168.7.7', '192.168.7.7'],
  ['fd00::7', '[fd00::7]'],
])('a desk that listens on %s is asked as %s too, and under no other address', (httpHost, hostname) => {
  const check = ownNamesOnly(httpHost);
  expect(() => check({ hostname })).not.toThrow();
  expect(() => check({ hostname: '127.0.0.1' })).not.toThrow();
  expect(() => check({ hostname: '192.168.7.8' })).toThrow(Problem);
});
