import { describe, expect, test } from 'vitest';
import type { Department } from '../../../contracts/people.ts';
import { HOUR, MINUTE, SECOND } from '../../../domain/calendar/zone.ts';
import { breachSentence, spanWords } from '../../../domain/reports/sentence.ts';
import type { Split } from '../../../domain/reports/split.ts';

function split(customer: number, outage: number, departments: readonly (readonly [Department, number])[]): Split {
  return {
    customer: { ms: customer, workingMs: 0 },
    outage: { ms: outage, workingMs: 0 },
    departments: departments.map(([department, ms]) => ({ department, ms, workingMs: 0 })),
  };
}

describe('why a limit was missed, in one sentence', () => {
  test.each([
    [
      split(28 * HOUR, 30 * MINUTE, [['TECH', 20 * HOUR]]),
      'Breached by 2 h 10 min; of 2 d in all: 1 d 4 h at the customer, 30 min outage, the rest at TECH',
      '超时2小时10分钟；历时2天：客户1天4小时，系统中断30分钟，其余在技术组',
    ],
    [
      split(0, 0, [
        ['FRONT', HOUR],
        ['PAY', 5 * HOUR],
      ]),
      'Breached by 2 h 10 min; of 6 h in all: 1 h at FRONT, the rest at PAY',
      '超时2小时10分钟；历时6小时：客服一线组1小时，其余在支付组',
    ],
    [
      split(0, 0, [['PAY', HOUR]]),
      'Breached by 2 h 10 min; of 1 h in all: all at PAY',
      '超时2小时10分钟；历时1小时：全部在支付组',
    ],
    [
      split(0, HOUR, []),
      'Breached by 2 h 10 min; of 1 h in all: 1 h outage',
      '超时2小时10分钟；历时1小时：系统中断1小时',
    ],
  ])('%j', (given, en, zh) => {
    expect(breachSentence(2 * HOUR + 10 * MINUTE + 40 * SECOND, given)).toEqual({ zh, en });
  });

  test('whose parts fit together where it all took minutes', () => {
    const short = split(0, 81 * SECOND, [['FRONT', 30 * SECOND]]);
    expect(breachSentence(22 * SECOND, short)).toEqual({
      zh: '超时22秒；历时1分钟51秒：系统中断1分钟21秒，其余在客服一线组',
      en: 'Breached by 22 s; of 1 min 51 s in all: 1 min 21 s outage, the rest at FRONT',
    });
  });

  test.each([
    [0, '0 s', '0秒'],
    [40 * SECOND, '40 s', '40秒'],
    [HOUR, '1 h', '1小时'],
    [24 * HOUR + 59 * MINUTE, '1 d', '1天'],
    [59 * MINUTE + 59 * SECOND, '59 min 59 s', '59分钟59秒'],
    [MINUTE, '1 min', '1分钟'],
  ])('%d ms is %s', (ms, en, zh) => {
    expect(spanWords(ms)).toEqual({ zh, en });
  });
});
