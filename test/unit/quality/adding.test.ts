import { expect, test } from 'vitest';
import type { Actor } from '../../../contracts/people.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import { decideReview } from '../../../domain/quality/decide.ts';
import { ownersOf } from '../../../domain/quality/draft.ts';
import { openReview } from '../../../domain/quality/open.ts';
import type { ReviewState } from '../../../domain/quality/state.ts';
import { people } from '../../support/desk.ts';
import { REVIEWED_AT, reviewOpening } from '../../support/reviewOpening.ts';

const { state: opened } = openReview(reviewOpening());
const taken: ReviewState = { ...opened, status: 'INVESTIGATING', reviewer: people.inspector };

function add(state: ReviewState, actor: Actor = people.customer) {
  const command = { name: 'add-words', actor, textId: 'more', expectedVersion: null, payload: {} } as const;
  return decideReview(state, command, REVIEWED_AT);
}

const inspectors = { kind: 'department', department: 'QA' };
const above = ['supervisor', 'manager'].map((role) => ({ kind: 'role', role }));

test.each([
  ['whoever has it', taken, [{ kind: 'staff', staffNo: '3003' }]],
  ['the inspectors, where nobody has it', opened, [inspectors]],
  [
    'those above as well, where no inspector may look into it',
    { ...opened, reviewedBy: 'above' } as const,
    [inspectors, ...above],
  ],
])('more words of a complaint are told to %s, and move no limit', (_, state, told) => {
  expect(add(state)).toMatchObject({
    ok: true,
    state: { status: state.status, clocks: state.clocks },
    events: [{ type: 'words-added', textId: 'more' }],
    notices: [
      ...told.map((to) => ({ template: 'review-words-added', to, mail: false })),
      { template: 'complaint-added', to: { kind: 'customer' } },
    ],
  });
});

test('words of another account are not put in the mouth of the account whose ticket it is', () => {
  const another = { kind: 'customer', companyId: 'buyer', accountId: 'buyer-chief' } as const;
  const said = (actor: Actor) => {
    const { notices } = openReview(reviewOpening({ actor }));
    const added = add(taken, actor);
    const told = [...notices, ...(added.ok ? added.notices : [])].filter(({ to }) => to.kind === 'customer');
    return told.map(({ template, params }) => renderNotice(template, params, 'zh-CN').text);
  };
  for (const actor of [people.customer, { ...people.agent, onBehalf: true }])
    expect(said(actor)).toEqual([expect.stringMatching(/^您对工单/), expect.stringMatching(/^您对工单/)]);
  expect(said(another)).toEqual([
    expect.stringMatching(/^贵公司主账号.*的服务投诉已登记/),
    expect.stringMatching(/^贵公司主账号.*的补充已计入/),
  ]);
});

test('an appeal is not with whoever scored', () => {
  expect(ownersOf({ ...taken, status: 'APPEALED' })).toEqual([inspectors]);
});

test('what was told, rated or drawn takes none', () => {
  for (const state of [{ ...taken, status: 'TOLD' } as const, { ...taken, origin: 'rating' } as const])
    expect(add(state)).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
});

test('staff add what the customer said, nothing of their own', () => {
  expect(add(taken, { ...people.agent, onBehalf: true }).ok).toBe(true);
  expect(add(taken, people.agent)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
});
