import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { MessagePosted } from '../contracts/commands.ts';
import type { Refusal } from '../contracts/errors.ts';
import type { Instant } from '../contracts/instants.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Actor } from '../contracts/people.ts';
import { isArchived } from '../contracts/ticket.ts';
import { findKey, isTakenKey, type RequestKey } from '../db/repositories/idempotency.ts';
import {
  lockConversation,
  type LockedConversation,
  type MessagePromise,
  writeMessage,
  type WrittenMessage,
} from '../db/repositories/messages.ts';
import { takeFiles } from '../db/repositories/takenFiles.ts';
import type { DB, JsonValue } from '../db/schema/rows.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { speaksFor, toldOf } from '../domain/ticket/conversation.ts';
import { archived } from '../domain/ticket/judging.ts';
import { promiseRefusal } from '../domain/ticket/promises.ts';
import { createFastPath } from './fastPath.ts';
import { type Log, SILENT } from './ports.ts';
import type { TicketClient } from './ticketClient.ts';
import { watchTaking } from './taking.ts';
import { PATIENCE_MS } from './workflowCall.ts';

/** A message of somebody who may read the ticket; the text is stored and never travels through Temporal. */
export interface PostRequest {
  readonly ticketNo: TicketNo;
  readonly author: Actor;
  readonly text: string;
  /** For staff only. */
  readonly internal: boolean;
  /** By when the customer hears more, in UTC; from staff to the customer only. */
  readonly promise: MessagePromise | null;
  /** Whether it is the word that was promised before; null: it is, unless it makes a promise itself or names a time to come back. */
  readonly keepsPromises: boolean | null;
  readonly attachments?: readonly string[];
  readonly key: RequestKey;
}

export type PostedMessage =
  | { readonly kind: 'posted'; readonly message: WrittenMessage; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** One of the files is not the author's, or another request has it. */
  | { readonly kind: 'unknown-file'; readonly index: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'in-progress' };

export interface MessageDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'messagePosted'>;
  readonly timetables: TimetableSource;
  readonly logger?: Log;
  /** For how long a message that makes or keeps promises is not answered while its ticket has not taken it, in ms. */
  readonly patienceMs?: number;
}

export interface Messages {
  /**
   * Takes a message; answered once PostgreSQL has it. The workflow is told only where the message changes who owes whom a reply, or
   * where the customer does not read it at once. One that makes or keeps promises is answered when these can be read, or after 3 s: it is kept, and taken as soon as it can be.
   */
  post(request: PostRequest): Promise<PostedMessage>;
  /** Resolves when no telling is under way any more. */
  settled(): Promise<void>;
  /** As that, but for what still waits, which is left to the relay. */
  stop(): Promise<void>;
}

export function createMessages({
  db,
  ticketClient,
  timetables,
  logger = SILENT,
  patienceMs = PATIENCE_MS,
}: MessageDeps): Messages {
  const fastPath = createFastPath(db, logger);

  async function post(request: PostRequest): Promise<PostedMessage> {
    const known = await answered(db, request.key);
    if (known !== null) return known;
    try {
      return await write(request);
    } catch (error) {
      if (!isTakenKey(error)) throw error;
      return (await answered(db, request.key)) ?? { kind: 'in-progress' };
    }
  }

  async function write(request: PostRequest): Promise<PostedMessage> {
    const { ticketNo, internal, key, attachments: ids = [] } = request;
    const { calendar } = await timetables.current();
    const written = await db.transaction().execute(async (tx) => {
      const conversation = await lockConversation(tx, ticketNo);
      if (conversation === null) return { kind: 'not-found' as const };
      const refusal = refusalOf(request, conversation);
      if (refusal !== null) return { kind: 'refused' as const, refusal };
      const effect = effectOf(request, conversation, calendar);
      const index = await takeFiles(tx, { ids, owner: key.principal, cause: effect.id, ticketNo, internal });
      if (index !== null) return { kind: 'unknown-file' as const, index };
      return {
        kind: 'posted' as const,
        ...effect,
        promises: request.promise !== null || (conversation.promiseOpen && effect.posted?.from === 'staff'),
        ...(await writeMessage(tx, { ...request, ...effect, conversation })),
      };
    });
    if (written.kind !== 'posted') return written;
    const { outboxId, posted, message } = written;
    if (posted !== null) {
      const told = { ticketNo, cause: posted.messageId };
      const { tell, taken } = watchTaking(db, told, () => ticketClient.messagePosted(ticketNo, posted));
      if (outboxId !== null) fastPath.submit({ outboxId, ticketNo, tell });
      if (written.promises) await taken(patienceMs);
    }
    return { kind: 'posted', message, replayed: false };
  }

  return { post, settled: () => fastPath.settled(), stop: () => fastPath.stop() };
}

async function answered(db: Kysely<DB>, key: RequestKey): Promise<PostedMessage | null> {
  const known = await findKey(db, key);
  if (known === null) return null;
  if (!known.sameRequest) return { kind: 'key-reused' };
  if (known.answer === null) return { kind: 'in-progress' };
  return { kind: 'posted', message: messageOf(known.answer.body), replayed: true };
}

function messageOf(body: JsonValue): WrittenMessage {
  // Border: `writeMessage` stored this answer.
  return body as unknown as WrittenMessage;
}

function refusalOf(request: PostRequest, { status, at }: LockedConversation): Refusal | null {
  const { author, internal, ticketNo, promise } = request;
  if (isArchived(status)) return archived(ticketNo);
  if (internal && speaksFor(author) === 'customer') {
    const errors = [
      {
        pointer: '/internal',
        expected: { zh: 'false：内部备注仅由工作人员填写', en: 'false: internal notes are written by staff' },
      },
    ];
    return {
      code: 'validation',
      detail: { zh: '内部备注仅由工作人员填写。', en: 'Only staff write internal notes.' },
      errors,
    };
  }
  if (status === 'CLOSED' && speaksFor(author) === 'customer') {
    return {
      code: 'state-conflict',
      detail: {
        zh: `${ticketNo} 已结案：请用 reopen 继续。`,
        en: `${ticketNo} is closed: use the command reopen to go on with it.`,
      },
    };
  }
  const misplaced = misplacedPromise(request);
  if (misplaced !== null || promise === null) return misplaced;
  if (status === 'CLOSED') {
    return {
      code: 'state-conflict',
      detail: { zh: `${ticketNo} 已结案：不能再作承诺。`, en: `${ticketNo} is closed: nothing can be promised on it.` },
    };
  }
  return promiseRefusal(promise.by, at);
}

/** Only what staff say to the customer makes a promise or keeps one. */
function misplacedPromise({ author, internal, promise, keepsPromises }: PostRequest): Refusal | null {
  if (speaksFor(author) === 'staff' && !internal) return null;
  const field = promise !== null ? 'promise' : keepsPromises !== null ? 'keepsPromises' : null;
  if (field === null) return null;
  const errors = [
    {
      pointer: `/${field}`,
      expected: {
        zh: '不应有此字段：仅用于工作人员对客户的回复',
        en: 'no such field: only what staff say to the customer has it',
      },
    },
  ];
  return {
    code: 'validation',
    detail: {
      zh: '承诺仅由工作人员向客户作出并兑现。',
      en: 'Promises are made and kept by staff towards the customer.',
    },
    errors,
  };
}

interface Effect {
  readonly id: string;
  readonly replyOwedSince: Instant | null;
  readonly posted: MessagePosted | null;
}

function effectOf(request: PostRequest, conversation: LockedConversation, calendar: Calendar): Effect {
  const { author, text, internal, promise, keepsPromises } = request;
  const id = randomUUID();
  const { at, replyOwedSince } = conversation;
  if (internal) return { id, replyOwedSince, posted: null };
  const told = toldOf({ author, at, text, promiseBy: promise?.by ?? null, keepsPromises }, conversation, calendar);
  return {
    id,
    replyOwedSince: speaksFor(author) === 'staff' ? null : (replyOwedSince ?? at),
    posted: told === null ? null : { messageId: id, ...told },
  };
}
