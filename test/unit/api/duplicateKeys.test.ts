import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicateKey } from '../../../api/middleware/duplicateKeys.ts';

describe('a field that comes twice is found where it stands', () => {
  test.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a":[{"b":1},{"c":{"d":1,"d":1}}]}', '/a/1/c/d'],
    ['[[1,2],[3,{"~/":1,"~/":2}]]', '/1/1/~0~1'],
    ['{"":1,"":2}', '/'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
  ])('%s', (json, pointer) => {
    expect(duplicateKey(json)).toBe(pointer);
  });

  test('and nowhere in what was written from a value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
        expect(duplicateKey(JSON.stringify(value, null, indent))).toBeNull();
      }),
    );
  });

  test('nor is a long text lost in, with or without escapes', () => {
    for (const text of ['x'.repeat(500_000), '\n'.repeat(250_000), '"{:,'.repeat(100_000)]) {
      expect(duplicateKey(JSON.stringify({ text, other: text }))).toBeNull();
      expect(duplicateKey(`{"a":${JSON.stringify(text)},"a":1}`)).toBe('/a');
    }
  });

  test('not in texts that look like fields, nor in the same name on two levels', () => {
    expect(duplicateKey('{"a":"\\"a\\":1,\\"a\\":2","b":{"a":{"a":[{"a":1},{"a":1}]}}}')).toBeNull();
  });
});
