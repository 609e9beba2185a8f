import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import { type CloseReason, isOpen, type TicketStatus } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { statusWords } from '../catalog/statuses.ts';

/** That a ticket ends as a duplicate, and in which other one its matter goes on. */
export interface GoesOnIn {
  readonly how: 'merged' | 'marked-duplicate';
  readonly ticketNo: TicketNo;
}

/** The other ticket as it stands at the moment of writing; `leansBack`: it is itself a duplicate of the first, at whatever remove. */
export interface OtherTicket {
  readonly ticketNo: TicketNo;
  readonly status: TicketStatus;
  readonly closeReason: CloseReason | null;
  readonly leansBack: boolean;
}

/** In which ticket the matter goes on where these events end one as a duplicate; null: they do not. */
export function goesOnIn(events: readonly TicketEvent[]): GoesOnIn | null {
  for (const { type, data } of events) {
    if (type !== 'merged' && type !== 'marked-duplicate') continue;
    const ticketNo = type === 'merged' ? data['into'] : data['of'];
    if (typeof ticketNo === 'string' && isTicketNo(ticketNo)) return { how: type, ticketNo };
  }
  return null;
}

/**
 * Why a ticket cannot end as a duplicate of this one: it goes on in an open ticket when merged, and never in its own duplicate.
 * Only where both rows are locked does the answer hold (DECISION, docs/norms.md).
 */
export function duplicateRefusal(ticketNo: TicketNo, { how }: GoesOnIn, other: OtherTicket): Refusal | null {
  if (how === 'merged' && !isOpen(other.status)) {
    const { zh, en } = statusWords(other.status);
    return refusal('/into', {
      detail: {
        zh: `${other.ticketNo} ${zh}，不能并入。`,
        en: `${other.ticketNo} is ${en}; nothing can be merged into it.`,
      },
      expected: {
        zh: '同一企业另一未结案工单的编号',
        en: 'the number of another open ticket of the same company',
      },
    });
  }
  if (!other.leansBack) return null;
  return refusal(how === 'merged' ? '/into' : '/of', {
    detail: {
      zh: `${other.ticketNo} 本身已作为 ${ticketNo} 的重复工单结案。`,
      en: `${other.ticketNo} itself is closed as a duplicate of ${ticketNo}.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，且该工单不是本工单的重复',
      en: 'the number of another ticket of the same company that is no duplicate of this one',
    },
  });
}

function refusal(pointer: string, { detail, expected }: { detail: Words; expected: Words }): Refusal {
  return { code: 'unknown-reference', detail, errors: [{ pointer, expected }] };
}
