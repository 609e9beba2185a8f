import type { Words } from '../../contracts/words.ts';
import type { FieldError, Refusal } from '../../contracts/errors.ts';

/** A limit that stands against a change. */
export interface LimitConcerned {
  readonly ticketNo: string;
  readonly clock: string;
}

/** A version that cannot be written or put in force, and why; nothing was changed. */
export class TimetableRefused extends Error {
  override readonly name = 'TimetableRefused';
  readonly refusal: Refusal;
  readonly limits: readonly LimitConcerned[];

  constructor(refusal: Refusal, limits: readonly LimitConcerned[] = []) {
    super(refusal.detail.en);
    this.refusal = refusal;
    this.limits = limits;
  }
}

export function conflict(detail: Words, limits: readonly LimitConcerned[] = []): TimetableRefused {
  return new TimetableRefused({ code: 'timetable-conflict', detail }, limits);
}

/** A published notice is law: whoever publishes otherwise says that it is meant. */
export function noticeContradicted(errors: readonly FieldError[]): TimetableRefused {
  const detail = {
    zh: '该日历与已载入的放假通知不符；如确需如此，请附 "againstNotice": true 并说明理由。',
    en: 'The calendar contradicts an official notice that is loaded; if that is meant, send "againstNotice": true with the reason.',
  };
  return new TimetableRefused({ code: 'timetable-conflict', detail, errors });
}

export function unknownVersion(): TimetableRefused {
  return new TimetableRefused({ code: 'not-found', detail: { zh: '没有这一版本。', en: 'There is no such version.' } });
}
