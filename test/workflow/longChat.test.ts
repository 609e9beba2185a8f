import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicketNo } from '../../contracts/ids.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { openTicket } from '../../domain/ticket/open.ts';
import { openingFacts, people } from '../support/desk.ts';
import { Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

/** As many questions as one conversation ever had, answered long ago. */
const ANSWERED = 400;
/** Each costs some six events. */
const WORDS = 32;

test('a conversation of hundreds of words goes on in another run before what has to be read again is long', async () => {
  const at = await rig.startOn('Mon', '10:00');
  const ticketNo = makeTicketNo(at.slice(0, 10), 1);
  const opening = openTicket(openingFacts({ at, ticketNo }));
  const answered = Array.from({ length: ANSWERED }, (_, n): Clock => {
    const [asked] = opening.state.clocks;
    if (asked === undefined) throw new Error('it was opened without a limit');
    return { ...asked, key: `${asked.id}#${n + 2}`, status: 'met', stoppedAt: at };
  });
  await rig.stage.open({ ...opening, state: { ...opening.state, clocks: [...opening.state.clocks, ...answered] } });
  const { runId } = await rig.stage.handle(ticketNo).describe();
  const version = (): number => rig.stage.memory.of(ticketNo).state.version;
  for (let word = 1; word <= WORDS; word += 1) {
    const said = { messageId: `m-${word}`, at: await rig.now() };
    const isAsked = word % 2 === 1;
    await rig.client.messagePosted(ticketNo, {
      ...said,
      from: isAsked ? 'customer' : 'staff',
      staffNo: isAsked ? null : people.agent.staffNo,
      replyClock: isAsked ? 'ONLINE_REPLY' : null,
    });
    await expect.poll(version, { interval: 5 }).toBe(word + 1);
  }
  await expect.poll(async () => (await rig.stage.handle(ticketNo).describe()).runId).not.toBe(runId);
  const history = await rig.env.client.workflow.getHandle(ticketNo, runId).fetchHistory();
  expect(history.events?.length).toBeLessThan(200);
  await rig.stage.replay(ticketNo, history);
});
