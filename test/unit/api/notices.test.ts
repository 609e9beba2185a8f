import { describe, expect, test } from 'vitest';
import { NOTICE_TEMPLATES } from '../../../contracts/notices.ts';
import { DEPARTMENTS } from '../../../contracts/people.ts';
import { SEND_BACK_REASONS } from '../../../contracts/ticket.ts';
import { DEPARTMENT_NAMES } from '../../../domain/catalog/departments.ts';
import { SEND_BACK_REASON_NAMES } from '../../../domain/catalog/sendBackReasons.ts';
import { renderNotice } from '../../../channels/notices/render.ts';

const PARAMS = {
  ticketNo: 'KF20251107001',
  category: 'ORD.PAY.FAILED',
  department: 'PAY',
  staffNo: '1001',
  taskId: 'KF20251107001-T1',
  clock: 'RESOLVE_COMPLEX',
  dueAt: '2025-11-14T10:00:00.000Z',
  expects: 'solution',
  expectedAt: '2025-11-12T10:00:00.000Z',
  latestAt: '2025-11-14T10:00:00.000Z',
  round: 2,
  status: 'DONE',
  reason: 'NO_RESPONSE',
  rating: 'FAIR',
  stage: 'EVIDENCE',
  items: 2,
  missing: 1,
  times: 3,
  tasks: 2,
};

describe.each(['zh-CN', 'en'] as const)('in %s', (locale) => {
  test.each(NOTICE_TEMPLATES)('%s has words, with and without its parameters', (template) => {
    for (const params of [PARAMS, {}]) {
      const { subject, text } = renderNotice(template, params, locale);
      expect(subject.length).toBeGreaterThan(4);
      expect(text.length).toBeGreaterThan(8);
      expect(subject + text).not.toMatch(/undefined|null|NaN|\$\{/);
      expect(subject).not.toContain('\n');
    }
  });

  test.each(NOTICE_TEMPLATES)('%s calls everything by its name, not by its code', (template) => {
    const { subject, text } = renderNotice(template, { ...PARAMS, byCategory: 1, longerThan: 'simple' }, locale);
    expect(subject + text).not.toMatch(/[A-Z]{2}[._][A-Z]/);
  });

  test.each(NOTICE_TEMPLATES)('%s begins its sentences as sentences', (template) => {
    for (const clock of ['RESOLVE_COMPLEX', 'ONLINE_REPLY', 'MATERIAL_WAIT']) {
      const { subject, text } = renderNotice(template, { ...PARAMS, clock }, locale);
      for (const words of [subject, text]) expect(words).not.toMatch(/^\p{Ll}/u);
    }
  });

  test('why a question takes longer names its kind', () => {
    const params = { ...PARAMS, byCategory: 1, longerThan: 'simple' };
    const { text } = renderNotice('ticket-classified', params, locale);
    expect(text).toContain(locale === 'en' ? 'a matter of payment failed' : '因其属于「支付失败排查」');
  });

  test.each(['ticket-opened', 'ticket-classified', 'ticket-taken-over', 'plan-agreed'] as const)(
    '%s tells the process, the expected time and how to ask',
    (template) => {
      const { text } = renderNotice(template, PARAMS, locale);
      expect(text).toContain(locale === 'en' ? 'Expected time: 2025-11-12 18:00' : '预计时间：2025-11-12 18:00');
      expect(text).toContain('2025-11-14 18:00');
      expect(text).toMatch(locale === 'en' ? /What happens next.*To ask for progress/s : /处理流程.*查询进度/s);
    },
  );

  test.each(['category', 'date', 'pause', 'late'])('why no time is named (%s) is told without one', (expects) => {
    const { text } = renderNotice('ticket-taken-over', { ticketNo: 'KF20251107001', staffNo: '1001', expects }, locale);
    expect(text).toMatch(locale === 'en' ? /Expected time: \w/ : /预计时间：/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d/);
  });
});

describe('what the catalogue has a name for is called so in notices', () => {
  test.each(DEPARTMENTS)('%s', (department) => {
    const { text } = renderNotice('ticket-queued', { ...PARAMS, round: null, department }, 'zh-CN');
    expect(text).toContain(`已进入${DEPARTMENT_NAMES[department].zh}队列`);
  });

  test.each(SEND_BACK_REASONS)('%s', (sendBackReason) => {
    const told = (['zh-CN', 'en'] as const).map(
      (locale) => renderNotice('ticket-sent-back', { ...PARAMS, sendBackReason }, locale).text,
    );
    const { zh, en } = SEND_BACK_REASON_NAMES[sendBackReason];
    expect(told).toEqual([expect.stringContaining(`（${zh}）`), expect.stringContaining(`(${en})`)]);
  });
});

test('codes are told as names, and a link stands below', () => {
  const { subject, text } = renderNotice(
    'clock-breached',
    { ...PARAMS, link: 'https://desk.example/tickets/1' },
    'zh-CN',
  );
  expect(subject).toBe('超时：工单 KF20251107001 的解决时限（复杂）');
  expect(text).toContain('2025-11-14 18:00');
  expect(text.endsWith('\nhttps://desk.example/tickets/1')).toBe(true);
});
