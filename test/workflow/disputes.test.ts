import { afterAll, beforeAll, expect, test } from 'vitest';
import { detailsOf } from '../../workflows/ticket/details.ts';
import { searchAttributesOf } from '../../workflows/ticket/searchAttributes.ts';
import { people } from '../support/desk.ts';
import { Rig, type Story } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

function waitingOn(story: Story): unknown {
  return searchAttributesOf(story.written.state).find(({ key }) => key.name === 'KefuWaitingOn')?.value;
}

test('a dispute tells Temporal on whom it waits, at every place from the claim to the end of the appeal', async () => {
  await rig.startOn('Mon', '10:00');
  const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' }, 'dispute-appealed');
  const waited: unknown[] = [];
  const look = (): number => waited.push(waitingOn(story));
  await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
  look();
  await story.do('compensate', people.supplier, {});
  look();
  await story.do('reject-settlement', people.customer, {});
  look();
  await story.do('submit-evidence', people.customer, { sha256: 'a'.repeat(64), files: 1 });
  await story.do('complete-evidence', people.customer, {});
  look();
  await story.passTo(story.dueAt('DISPUTE_EVIDENCE'));
  expect(await story.try('submit-evidence', people.supplier, { sha256: 'b'.repeat(64), files: 0 })).toBe(
    'state-conflict',
  );
  await story.passTo(story.dueAt('DISPUTE_PREHANDLE'));
  look();
  expect(detailsOf(story.written.state)).toContain('dispute D1 against supplier · DECIDING');
  await story.do('rule', people.supervisor, { outcome: 'SPLIT', measures: [] });
  look();
  await story.do('appeal', people.supplier, {});
  look();
  expect(await story.try('decide-appeal', people.supervisor, { outcome: 'SPLIT', measures: [] })).toBe('forbidden');
  await story.do('decide-appeal', people.manager, { outcome: 'FOR_SELLER', measures: [] });
  look();
  await story.do('follow-up', people.agent, { solved: true });
  look();
  expect(waited).toEqual([
    'supplier',
    'customer',
    'party',
    'supplier',
    'supervisor',
    'department',
    'manager',
    'department',
    'customer',
  ]);
  expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED', dispute: { step: 'RULED' } });
  await story.passTo(story.dueAt('REOPEN_WINDOW'));
  expect(story.written.state.status).toBe('ARCHIVED');
});
