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

  test('a list of words is words: material is supplied by the name under which it was asked for', () => {
    const name = '截图，密码是 abc123';
    const asked = withoutSecrets({ items: [{ name, why: '核实' }] });
    const supplied = withoutSecrets({ items: [name] });
    expect(asked).toEqual({ items: [{ name: '截图，密码是 ******', why: '核实' }] });
    expect(supplied).toEqual({ items: ['截图，密码是 ******'] });
    expect(freeTextsIn(supplied)).toEqual([{ pointer: '/items/0', text: '截图，密码是 ******' }]);
  });

  test('the number of an order stays whole, also one like a card’s; what stands beside it does not', () => {
    const ofOrder = (orderNo: string) => withoutSecrets({ orderNo });
    for (const orderNo of [
      'DD20251107001',
      '2025110700123',
      'PO-2025110700012345',
      '4111111111111111',
      '6222021234567890128',
      '11010519491231002X',
      '4111111111111111-2',
      'SO/4111-1111-1111-1111',
    ])
      expect(ofOrder(orderNo)).toEqual({ orderNo });
    expect(ofOrder('DD1 密码是 S3cretXy9 卡号 4111111111111111')).toEqual({
      orderNo: 'DD1 密码是 ****** 卡号 ****1111',
    });
  });
});
