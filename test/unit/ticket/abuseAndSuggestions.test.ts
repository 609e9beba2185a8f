import { describe, expect, test } from 'vitest';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import { at, Desk, people } from '../../support/desk.ts';

describe('abusive words', () => {
  test('are warned of once; then the service may be ended, and the record says so', () => {
    const desk = new Desk().do('take-over', people.agent, {});
    expect(desk.try('warn-abuse', people.customer, {})).toBe('forbidden');
    desk.do('warn-abuse', people.agent, {});
    expect(desk.told('abuse-warned')).toEqual(['customer']);
    expect(desk.try('warn-abuse', people.agent, {})).toBe('state-conflict');
    desk.do('terminate', people.agent, {});
    expect(desk.events.find(({ type }) => type === 'terminated')?.data).toEqual({ warned: true });
  });

  test('without the warning an agent does not end it, and is told what comes first; a supervisor may, at threats', () => {
    const desk = new Desk().do('take-over', people.agent, {});
    const refusal = refusalFor(desk.state, people.agent, 'terminate');
    expect(refusal?.code).toBe('state-conflict');
    expect(refusal?.detail.zh).toContain('warn-abuse');
    expect(refusal?.detail.en).toContain('one warning by warn-abuse before');
    desk.do('terminate', people.supervisor, {});
    expect(desk.events.find(({ type }) => type === 'terminated')?.data).toEqual({ warned: false });
  });
});

describe('a suggestion', () => {
  const improve = { kind: 'staff', staffNo: '2011', role: 'specialist', department: 'IMPROVE' } as const;
  const suggestion = (): Desk => new Desk({ category: 'OTH.SUGGEST.FEATURE' });

  test('is taken up within a workday and reviewed by the first workday of the next month', () => {
    const desk = suggestion();
    expect(desk.clock('RESOLVE_SIMPLE').plan?.dueAt).toBe(at('2025-11-04 18:00'));
    desk.do('take-over', improve, {});
    expect(desk.clock('RESOLVE_SIMPLE').status).toBe('met');
    expect(desk.clock('SUGGESTION_REVIEW')).toMatchObject({
      status: 'running',
      plan: { dueAt: at('2025-12-01 18:00') },
    });
  });

  test('is told its outcome with the reason at once', () => {
    const desk = suggestion();
    expect(desk.try('review-suggestion', people.pay, { outcome: 'NO' })).toBe('forbidden');
    desk.do('review-suggestion', improve, { outcome: 'ADOPTED' });
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', assignee: { staffNo: '2011' } });
    expect(desk.clock('SUGGESTION_REVIEW').status).toBe('met');
    const notice = desk.notices.find(({ template }) => template === 'suggestion-reviewed');
    expect(notice).toMatchObject({ to: { kind: 'customer' }, params: { suggestionOutcome: 'ADOPTED' } });
    expect(desk.try('review-suggestion', improve, { outcome: 'NO' })).toBe('state-conflict');
  });

  test('is answered by its review alone, also after the work of departments', () => {
    const desk = suggestion().do('take-over', improve, {});
    expect(desk.try('answer', improve, {})).toBe('state-conflict');
    expect(refusalFor(desk.state, improve, 'answer')?.detail.en).toContain('by review-suggestion');
    const lead = { staffNo: '2011', role: 'specialist', department: 'IMPROVE' } as const;
    const responsible = { staffNo: '2003', role: 'specialist', department: 'TECH' } as const;
    const task = { department: 'TECH', responsible, milestoneAt: at('2025-11-04 18:00') } as const;
    desk.do('coordinate', people.supervisor, { lead, latestMilestoneAt: null, tasks: [task] });
    expect(desk.try('review-suggestion', improve, { outcome: 'NO' })).toBe('state-conflict');
    desk.do('task-cancel', people.supervisor, { taskId: 'KF20251103001-T1' });
    desk.do('review-suggestion', improve, { outcome: 'NO' });
    expect(desk.state.status).toBe('AWAITING_CONFIRMATION');
  });

  test('is nothing that other tickets have', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' });
    expect(desk.try('review-suggestion', people.pay, { outcome: 'LATER' })).toBe('state-conflict');
  });

  test('that turns out to be a question gets the limit of one, and back', () => {
    const desk = suggestion();
    const payload = { slaClass: 'simple', routing: 'direct', department: 'FRONT', urgent: false } as const;
    desk.do('classify', people.agent, { ...payload, category: 'TEC.GUIDE.REPORT' });
    expect(desk.clocks.filter((clock) => clock.endsWith('running'))).toContain('RESOLVE_SIMPLE running');
    expect(desk.clock('SUGGESTION_REVIEW').status).toBe('cancelled');
    desk.do('classify', people.agent, {
      ...payload,
      routing: 'department',
      department: 'IMPROVE',
      category: 'OTH.SUGGEST.BUG',
    });
    expect(desk.clock('SUGGESTION_REVIEW').status).toBe('running');
  });
});
