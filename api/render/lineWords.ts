import { type NoticeLocale, renderNotice } from '../../channels/notices/render.ts';
import { BOUNDARIES, BOUNDARY_WORDS } from '../../contracts/boundaries.ts';
import type { Words } from '../../contracts/words.ts';
import type { EventRow } from '../../db/repositories/reading/timeline.ts';
import { shownDay } from './instant.ts';

type Line = Pick<EventRow, 'ticket_no' | 'type' | 'data'>;

/** What happened in a dispute, who is waited on next and until when, as its notices say it. */
function disputeWords({ ticket_no: ticketNo, type, data }: Line): Words {
  const happened = type === 'clock-lapsed' ? String(data['clock']) : type;
  const codes = Object.entries(data).flatMap(([name, value]) => (typeof value === 'boolean' ? [] : [[name, value]]));
  const params = { ...Object.fromEntries(codes), ticketNo, happened };
  const words = (locale: NoticeLocale): string => renderNotice('dispute-stage', params, locale).text;
  return { zh: words('zh-CN'), en: words('en') };
}

/** Until which day, which is kept whole. */
function retentionWords(keptUntil: string, hold: unknown): Words {
  const last = shownDay(new Date(Date.parse(keptUntil) - 1));
  if (hold !== 'dispute') return { zh: `记录保存至 ${last}。`, en: `The record is kept through ${last}.` };
  return {
    zh: `涉及维权，记录保存三年（《电子商务法》第三十一条），至 ${last}。`,
    en: `There was a dispute: the record is kept for three years (E-Commerce Law, art. 31), through ${last}.`,
  };
}

/** What a line of the timeline says beyond its codes; null where the codes say all. */
export function lineWords(line: Line): Words | null {
  const { type, data } = line;
  const boundary = BOUNDARIES.find((one) => one === data['boundary']);
  if (boundary !== undefined) return BOUNDARY_WORDS[boundary].pointer;
  if (type === 'archived' && typeof data['keptUntil'] === 'string')
    return retentionWords(data['keptUntil'], data['hold']);
  return data['stage'] === undefined ? null : disputeWords(line);
}
