import { describe, expect, test } from 'vitest';
import { BOUNDARIES, BOUNDARY_WORDS } from '../../../contracts/boundaries.ts';
import { CLOSE_REASONS } from '../../../contracts/ticket.ts';
import { wordsBelow } from '../../../channels/notices/following.ts';
import { eventWords } from '../../../api/render/clockEventWords.ts';
import type { NoticeTemplate } from '../../../contracts/notices.ts';
import { EVENT_OF_DISPUTE_COMMAND } from '../../../contracts/disputes.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import type { Command } from '../../../contracts/commands.ts';
import { planDecision } from '../../../db/repositories/decisionRows.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { plannedState } from '../../../scenarios/memoryRecord.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';

const closed = (reason: string, locale: 'zh-CN' | 'en') =>
  renderNotice(
    'ticket-closed',
    { ticketNo: 'KF20251107001', reason, goesOn: 'KF20251106009', dueAt: '2025-12-07T16:00:00.000Z' },
    locale,
  ).text;

describe('how a ticket closed decides what its customer is told', () => {
  const customerReopens = ['CONFIRMED', 'AGREED', 'NO_RESPONSE', 'WITHDRAWN', 'DECLINED', 'UNRESOLVED'];

  test.each(CLOSE_REASONS)('%s: re-opening is offered to whom it is open, and to nobody else', (reason) => {
    expect(closed(reason, 'zh-CN').includes('2025-12-08 00:00 前可说明原因重新打开')).toBe(
      customerReopens.includes(reason),
    );
    expect(closed(reason, 'en').includes('until 2025-12-08 00:00')).toBe(customerReopens.includes(reason));
  });

  test('a duplicate names the ticket that goes on', () => {
    expect(closed('DUPLICATE', 'zh-CN')).toContain('KF20251106009');
    expect(closed('DUPLICATE', 'en')).toContain('KF20251106009');
  });
});

describe('what was merged', () => {
  const ticketNo = 'KF20251107001';
  const told = (params: Record<string, string | number>, template: 'ticket-merged' | 'limit-moved') =>
    (['zh-CN', 'en'] as const).map((locale) => renderNotice(template, { ticketNo, ...params }, locale));

  test('is named to whoever may read it; to anybody else it is another ticket', () => {
    const [zh, en] = told({}, 'ticket-merged');
    for (const words of [zh?.subject, zh?.text]) expect(words).toMatch(/^另一工单已并入工单 KF20251107001/);
    for (const words of [en?.subject, en?.text])
      expect(words).toMatch(/^Another ticket has been merged into ticket KF20251107001/);
    const named = told({ mergedFrom: 'KF20251106009' }, 'ticket-merged');
    expect(named[0]?.subject).toBe('KF20251106009 已并入工单 KF20251107001');
    expect(named[1]?.subject).toBe('KF20251106009 was merged into ticket KF20251107001');
  });

  test('moves a limit with no other reason below, also where it is not named', () => {
    const params = { byMerge: 1, dueAt: at('2025-11-10 18:00') };
    expect(told(params, 'limit-moved')[0]?.text).toContain('另一工单已并入工单 KF20251107001，两者中较早的时限有效');
    expect(told({ ...params, missed: 1 }, 'limit-moved')[1]?.text).toMatch(
      /^Another ticket has been merged .* has passed/,
    );
  });
});

test('who is declined is told where to turn, whatever it is that the desk does not take on', () => {
  for (const boundary of BOUNDARIES) {
    const told = (locale: 'zh-CN' | 'en') =>
      renderNotice('ticket-closed', { ticketNo: 'KF20251107001', reason: 'DECLINED', boundary }, locale).text;
    expect(told('zh-CN')).toContain(BOUNDARY_WORDS[boundary].pointer.zh);
    expect(told('en')).toContain(BOUNDARY_WORDS[boundary].pointer.en);
  }
});

/** What is told once a command is carried out, as it is stored. */
function noticesOf(desk: Desk, command: Command): readonly object[] {
  const decision = decide(desk.state, command, desk.now);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return planDecision({ ...decision, state: plannedState(decision.state), touched: [] }, () => {
    throw new Error('every limit is planned');
  }).rows.notices;
}

test('whose answer was not accepted is told by when somebody takes it over, not by when it is solved', () => {
  const desk = new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {});
  const notices = noticesOf(desk, commandOf('reject', people.customer, {}));
  const params = { expects: 'takeover', expectedAt: at('2025-11-04 18:00'), latestAt: null };
  const told = { template: 'reassessment-announced', params: expect.objectContaining(params) };
  expect(notices).toContainEqual(expect.objectContaining(told));
  expect(renderNotice('reassessment-announced', params, 'zh-CN').text).toContain('预计接手时间：2025-11-04 18:00');
  expect(renderNotice('reassessment-announced', params, 'en').text).toContain('taken over by 2025-11-04 18:00');
});

describe('a time in a year whose holidays are not announced yet', () => {
  const answered = (day: string): readonly object[] => {
    const desk = new Desk({ at: at(day) }).do('take-over', people.agent, {});
    return noticesOf(desk, commandOf('answer', people.agent, {}));
  };
  const customerWaits = { template: 'answer-sent', params: expect.objectContaining({ provisional: 1 }) };

  test('is told to the customer as provisional', () => {
    expect(answered('2026-12-30 09:30')).toContainEqual(expect.objectContaining(customerWaits));
    const params = { ticketNo: 'KF20261230001', dueAt: at('2027-01-07 09:30'), provisional: 1 };
    expect(renderNotice('answer-sent', params, 'zh-CN').text).toMatch(/以上时间为暂定：.*尚未公布/);
    expect(renderNotice('answer-sent', params, 'en').text).toContain('The time above is provisional');
  });

  test('in a year whose are, nothing is said of it', () => {
    expect(answered('2025-11-03 09:30')).not.toContainEqual(expect.objectContaining(customerWaits));
    const text = renderNotice('answer-sent', { dueAt: at('2025-11-10 09:30') }, 'zh-CN').text;
    expect(text).not.toContain('暂定');
  });
});

test('after the round of a manager nobody is promised another person: there may be none', () => {
  const told = (round: number, locale: 'zh-CN' | 'en') =>
    renderNotice('reassessment-announced', { round }, locale).text;
  expect([told(3, 'zh-CN'), told(3, 'en')]).toEqual([
    expect.stringContaining('由其他人员重新评估（第 3 轮）'),
    expect.stringContaining('Somebody else re-assesses it (round 3)'),
  ]);
  expect([told(4, 'zh-CN'), told(4, 'en')]).toEqual([
    expect.stringContaining('由客服经理重新评估，或书面给出最终答复（第 4 轮）'),
    expect.stringContaining('A manager re-assesses it or gives the final answer in writing (round 4)'),
  ]);
});

test('each step of a dispute has words of its own, also where a limit says why it began', () => {
  for (const type of Object.values(EVENT_OF_DISPUTE_COMMAND)) {
    const { zh, en } = eventWords(type);
    expect(zh).not.toContain(type);
    expect(en).not.toBe(`the event ${type}`);
  }
});

test('who follows up a ruling is not told that it is opened again', () => {
  const told = (reason: string) => renderNotice('follow-up-due', { ticketNo: 'KF20251107001', reason }, 'zh-CN').text;
  expect(told('CONFIRMED')).toContain('未解决的重新打开');
  expect(told('RULED')).toContain('裁定不重新打开');
});

describe('who looks into a complaint', () => {
  const told = (reviewedBy: string | null, locale: 'zh-CN' | 'en') =>
    (['complaint-received', 'review-opened'] as const).map(
      (template) => renderNotice(template, { ticketNo: 'KF20251107001', reviewedBy }, locale).text,
    );

  test.each([
    [null, '未参与该工单的质检员', 'by an inspector who had no part in the ticket'],
    [
      'above',
      '未参与该工单的质检员、主管或经理',
      'by an inspector, supervisor or manager who had no part in the ticket',
    ],
    ['anybody', '被核查人员以外的质检员、主管或经理', 'other than the person it is about'],
  ])('is said as it is, to the customer and to whom it waits for: %s', (reviewedBy, zh, en) => {
    for (const text of told(reviewedBy, 'zh-CN')) expect(text).toMatch(new RegExp(`[由请]${zh}(核查|接手)`));
    for (const text of told(reviewedBy, 'en')) expect(text).toContain(en);
  });
});

describe('a notice says what is so for whoever gets it', () => {
  const told = (template: NoticeTemplate, params: Record<string, string> = {}) =>
    (['zh-CN', 'en'] as const).map((locale) => {
      const all = { ticketNo: 'KF20251107001', dueAt: at('2025-11-07 18:00'), ...params };
      const { subject, text } = renderNotice(template, all, locale);
      return `${subject}\n${text}`;
    });

  test.each(['RESOLVE_COMPLEX', 'RESOLVE_MULTI'])('past the target of %s the customer is kept informed', (clock) => {
    const [zh, en] = told('clock-target-missed', { clock });
    expect(zh).toContain('须向客户同步进度');
    expect(en).toContain('The customer is to be told how it stands');
  });

  test.each(['URGENT_RESPONSE', 'URGENT_CONTAIN', 'REASSESS'])(
    'past that of %s no report to him is asked for',
    (clock) => {
      for (const words of told('clock-target-missed', { clock })) expect(words).not.toMatch(/客户|customer/);
    },
  );

  test.each(['clock-overdue', 'supervised'] as const)(
    '%s: whoever of the staff is told, and whether a person or a limit brought it about',
    (template) => {
      for (const words of told(template, { clock: 'DEPARTMENT_INTERNAL' }))
        expect(words).not.toMatch(/经理|主管|manager|supervisor\b|nothing has happened/i);
    },
  );

  test('ticket-classified: that it is assigned only where it is', () => {
    const [coordinated, waiting] = [{ routing: 'coordinated' }, { routing: 'department', department: 'PAY' }];
    for (const params of [coordinated, { round: '2' }, { department: 'QA' }])
      for (const words of told('ticket-classified', { category: 'ORD.PAY.FAILED', ...params }))
        expect(words).not.toMatch(/已分派|assigned|it went to/);
    expect(told('ticket-classified', { category: 'ORD.PAY.FAILED', ...waiting })[0]).toContain('已分派给支付组');
  });
});

test('a ruling says until when it can be appealed, the last one that it is final', () => {
  const told = (appealUntil: string | null) =>
    renderNotice('dispute-ruled', { ticketNo: 'KF20251107001', outcome: 'SPLIT', appealUntil }, 'zh-CN').text;
  expect(told('2025-11-14T16:00:00.000Z')).toContain('可在 2025-11-15 00:00 前申诉一次');
  expect(told(null)).toContain('最终裁定');
  expect(told(null)).not.toContain('申诉');
});

test.each([
  ['MILESTONE', '请与相关部门另行约定', 'with the departments concerned'],
  ['RESOLVE_SPECIAL', '请与客户另行约定', 'with the customer'],
])('a date of %s that became a day off is agreed anew with whoever it was agreed with', (clock, zh, en) => {
  const params = { ticketNo: 'KF20251107001', clock, dueAt: at('2025-11-15 18:00') };
  expect(renderNotice('limit-on-day-off', params, 'zh-CN').text).toContain(zh);
  expect(renderNotice('limit-on-day-off', params, 'en').text).toContain(en);
});

describe('words that promise a time', () => {
  const by = at('2025-11-05 15:00');
  test.each(['answer-sent', 'material-requested', 'progress-reported'] as const)(
    'say until when in the service centre’s time: %s',
    (template) => {
      const text = (locale: 'zh-CN' | 'en', params: Record<string, string>): string =>
        renderNotice(
          template,
          { ticketNo: 'KF20251107001', items: 1, dueAt: at('2025-11-10 18:00'), ...params },
          locale,
        ).text;
      expect(text('zh-CN', { promiseBy: by })).toContain('我们承诺：最晚 2025-11-05 15:00 再给您消息');
      expect(text('en', { promiseBy: by })).toContain('you hear from us again by 2025-11-05 15:00');
      expect(text('zh-CN', {})).not.toContain('承诺');
      expect(text('en', {})).not.toContain('promise');
    },
  );

  test('say what below, to whoever it was promised', () => {
    const body = { solution: '已补发', promise: '告知运单号' };
    const below = (params: Record<string, string>, locale: 'zh-CN' | 'en') =>
      wordsBelow({ template: 'answer-sent', params }, body, locale);
    expect(below({ promiseBy: by }, 'zh-CN')).toEqual(['已补发', '承诺的内容：告知运单号']);
    expect(below({ promiseBy: by }, 'en')).toEqual(['已补发', 'What we promise: 告知运单号']);
    expect(below({}, 'zh-CN')).toEqual(['已补发']);
  });
});

describe('the words that a notice promises stand below it', () => {
  test('the solution, the reason, the final answer', () => {
    expect(wordsBelow({ template: 'answer-sent', params: {} }, { solution: '请清缓存' }, 'zh-CN')).toEqual([
      '请清缓存',
    ]);
    const moved = { until: '2026-12-01', reason: '等待银行' };
    expect(wordsBelow({ template: 'limit-moved', params: {} }, moved, 'zh-CN')).toEqual(['等待银行']);
    const later = { template: 'task-moved', params: { from: '2026-11-30T10:00:00.000Z' } } as const;
    expect(wordsBelow(later, moved, 'zh-CN')).toEqual(['等待银行']);
    expect(wordsBelow({ ...later, params: {} }, moved, 'zh-CN')).toEqual([]);
    const closing = { template: 'ticket-closed', params: { reason: 'UNRESOLVED' } } as const;
    expect(wordsBelow(closing, { finalAnswer: '不予退款' }, 'zh-CN')).toEqual(['不予退款']);
  });

  test('not the house’s own: why it was classified, what was done last, whose measure it is', () => {
    expect(wordsBelow({ template: 'ticket-classified', params: {} }, { reason: '客户说不清' }, 'zh-CN')).toEqual([]);
    const ruled = { template: 'ticket-closed', params: { reason: 'RULED' } } as const;
    expect(wordsBelow(ruled, { result: '内部备注' }, 'zh-CN')).toEqual([]);
    const ruling = { findings: '未发货', ruleCited: '规则3', tasks: [{ deliverable: '退款' }] };
    expect(wordsBelow({ template: 'dispute-ruled', params: {} }, ruling, 'zh-CN')).toEqual([
      '认定：未发货',
      '依据：规则3',
    ]);
  });

  test('several fields in the order of the form, each by its name, however the store gives them back', () => {
    const items = [
      { why: '核对主体', name: '营业执照' },
      { why: '核对经办人', name: '身份证', format: 'pdf', sample: '正反面' },
    ];
    const below = (locale: 'zh-CN' | 'en') =>
      wordsBelow({ template: 'material-requested', params: {} }, { reason: '上次不全', items }, locale);
    expect(below('zh-CN')).toEqual([
      '- 营业执照 · 原因：核对主体',
      '- 身份证 · 原因：核对经办人 · 格式：pdf · 示例：正反面',
      '原因：上次不全',
    ]);
    expect(below('en')[1]).toBe('- 身份证 · Why: 核对经办人 · Format: pdf · Sample: 正反面');
  });

  test('the customer’s plan: who by number, what, until when', () => {
    const tasks = [{ deliverable: '核实付款', department: 'PAY', milestoneOn: '2025-11-06', responsible: '2001' }];
    const below = (locale: 'zh-CN' | 'en') =>
      wordsBelow({ template: 'plan-agreed', params: {} }, { tasks, reason: '内部' }, locale);
    expect(below('zh-CN')).toEqual(['- 支付组 · 责任人工号：2001 · 时间节点：2025-11-06 · 交付内容：核实付款']);
    expect(below('en')).toEqual(['- Payments · Responsible: 2001 · By: 2025-11-06 · Delivers: 核实付款']);
  });

  test('nothing stands below where nothing was written', () => {
    expect(wordsBelow({ template: 'answer-sent', params: {} }, null, 'zh-CN')).toEqual([]);
  });
});
