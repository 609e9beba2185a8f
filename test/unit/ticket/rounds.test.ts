import { describe, expect, test } from 'vitest';
import { type RoundEvent, roundsOf } from '../../../domain/ticket/rounds.ts';
import { at, people } from '../../support/desk.ts';

let minute = 0;
const event = (type: RoundEvent['type'], actor: RoundEvent['actor'], text: RoundEvent['text'] = null): RoundEvent => ({
  type,
  actor,
  text,
  at: at(`2025-11-03 10:${String((minute += 1)).padStart(2, '0')}`),
});

describe('the rounds of a ticket', () => {
  test('keep each proposal with who made it, and the reason why it was refused', () => {
    const rounds = roundsOf([
      event('opened', people.customer),
      event('taken-over', people.agent),
      event('answered', people.agent, { solution: '重发验证码' }),
      event('rejected', people.customer, { reason: '仍收不到' }),
      event('taken-over', people.senior),
      event('answered', people.senior, { solution: '换号接收' }),
      event('accepted', people.customer),
      event('reopened', people.customer, { reason: '又收不到了' }),
    ]);
    expect(rounds).toMatchObject([
      {
        round: 0,
        level: 'handler',
        takenOver: { by: { staffNo: '1001' } },
        proposal: { text: '重发验证码' },
        refusal: { text: '仍收不到', how: 'rejected' },
        accepted: false,
      },
      {
        round: 1,
        level: 'senior-agent-or-specialist',
        proposal: { text: '换号接收', by: { staffNo: '1003' } },
        accepted: true,
        refusal: { text: '又收不到了', how: 'reopened' },
      },
      { round: 2, level: 'supervisor', takenOver: null, proposal: null, refusal: null },
    ]);
  });

  test('climb to the manager and stay there; his final answer ends them', () => {
    const refused = [event('answered', people.agent, { solution: '一' }), event('rejected', people.customer)];
    const rounds = roundsOf([
      event('opened', people.customer),
      ...refused,
      ...refused,
      ...refused,
      ...refused,
      event('closed-unresolved', people.supervisor, { finalAnswer: '依据……' }),
    ]);
    expect(rounds.map(({ level }) => level).slice(2)).toEqual(['supervisor', 'manager', 'manager']);
    expect(rounds.at(-1)).toMatchObject({ round: 4, finalAnswer: { text: '依据……' } });
    expect(rounds[0]?.refusal?.text).toBeNull();
  });

  test('are none where nothing was opened', () => {
    expect(roundsOf([])).toEqual([]);
  });
});
