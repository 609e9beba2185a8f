import { describe, expect, test } from 'vitest';
import type { Actor, StaffActor, StaffRef } from '../../../contracts/people.ts';
import type { ReviewCommandPayloads } from '../../../contracts/reviews.ts';
import { decideReview } from '../../../domain/quality/decide.ts';
import { openReview } from '../../../domain/quality/open.ts';
import type { ReviewState } from '../../../domain/quality/state.ts';
import { people } from '../../support/desk.ts';
import { REVIEWED_AT, reviewOpening } from '../../support/reviewOpening.ts';

const { inspector, agent, supervisor } = people;
const other: StaffActor = { ...inspector, staffNo: '3013' };
const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });

const { state: opened } = openReview(reviewOpening({ concerned: [agent.staffNo, '3023'] }));
const taken: ReviewState = { ...opened, status: 'INVESTIGATING', reviewer: ref(inspector) };
const upheld: ReviewState = { ...taken, status: 'UPHELD', verdict: 'UPHELD', reopen: true };

function leave(state: ReviewState, to: StaffRef | null, actor: Actor = supervisor) {
  const payload: ReviewCommandPayloads['reassign'] = { from: inspector.staffNo, to };
  return decideReview(state, { name: 'reassign', actor, textId: null, expectedVersion: null, payload }, REVIEWED_AT);
}

describe('a reviewer drops out', () => {
  test('and the inspector who is named goes on with the review as it stands', () => {
    expect(leave(upheld, ref(other))).toMatchObject({
      ok: true,
      state: { status: 'UPHELD', reviewer: ref(other), verdict: 'UPHELD', reopen: true },
      events: [{ type: 'handed-on', data: { from: '3003', to: '3013' } }],
      notices: [{ template: 'review-assigned', to: { kind: 'staff', staffNo: '3013' } }],
    });
  });

  test.each([null, ref(agent), { ...ref(other), staffNo: '3023' }])(
    'else it waits for the next one, who concludes for himself: %o',
    (to) => {
      for (const state of [taken, upheld])
        expect(leave(state, to)).toMatchObject({
          ok: true,
          state: { status: 'OPEN', reviewer: null, verdict: null, reopen: false, clocks: state.clocks },
          notices: [{ template: 'review-opened', to: { kind: 'department', department: 'QA' } }],
        });
    },
  );

  test('what nobody has taken, or was told, is not his', () => {
    expect(leave(opened, null)).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
    expect(leave({ ...upheld, status: 'TOLD' }, null)).toMatchObject({
      ok: false,
      refusal: { code: 'state-conflict' },
    });
    expect(leave({ ...taken, reviewer: ref(other) }, null)).toMatchObject({ ok: true, events: [] });
  });

  test('by the desk or a supervisor, by nobody else', () => {
    expect(leave(taken, null, { kind: 'system' }).ok).toBe(true);
    expect(leave(taken, null, other)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  });
});
