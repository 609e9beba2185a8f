import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from '../../../contracts/schemas/zod.ts';
import { freeTextsIn, withoutSecrets } from '../../../api/http/freeText.ts';
import { parse } from '../../../api/http/parse.ts';

const SCHEMAS = new URL('../../../contracts/schemas/', import.meta.url);

describe('free texts of a body', () => {
  test('every field that a schema declares as prose is one', () => {
    const sources = readdirSync(SCHEMAS).map((file) => readFileSync(new URL(file, SCHEMAS), 'utf8'));
    const names = sources.flatMap((source) =>
      [...source.matchAll(/(\w+)(?::| =) prose\(/g)].map(([, name]) => name ?? ''),
    );
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(freeTextsIn({ [name]: 'x' }), name).toEqual([{ pointer: `/${name}`, text: 'x' }]);
  });

  test('lose their secrets wherever they stand; numbers of orders, phones and ids keep all of theirs', () => {
    const schema = z.looseObject({});
    const given = {
      description: '我的密码是abc123',
      orderNo: '4111111111111111',
      contact: { phone: '13812345678' },
      items: [{ why: '验证码是 482913', ids: ['4111111111111111'] }],
    };
    const kept = {
      ...given,
      description: '我的密码是******',
      items: [{ why: '验证码是 ******', ids: ['4111111111111111'] }],
    };
    expect(parse(schema, given, 'body')).toEqual(kept);
    expect(withoutSecrets(kept)).toEqual(kept);
  });
});
