import { ERRORS, faultWords, type ErrorCode, type FieldError, type Refusal } from '../../contracts/errors.ts';

/** What a problem carries besides its code and detail. */
export interface ProblemExtras {
  /** The detail in Chinese; without it the title and the first of the faults say it. */
  readonly zh?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer that is a problem: thrown anywhere below a route, rendered once by the problems middleware. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly extras: ProblemExtras;

  constructor(code: ErrorCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** One sentence for foreign and unknown objects alike, so that nobody learns which of the two it is. */
export function notFound(): Problem {
  return new Problem('not-found', 'There is no such thing, or it is not yours to see.', {
    zh: '没有这一对象，或您无权查看。',
  });
}

export function unavailable(detail: string): Problem {
  return new Problem('unavailable', detail, {
    zh: '未能及时得到结果，请用同一 Idempotency-Key 重试。',
    headers: { 'Retry-After': '1' },
  });
}

/** A refusal of the rules as a problem: its sentence, and the first fault in words. */
export function refused(refusal: Refusal, members: Readonly<Record<string, unknown>> = {}): Problem {
  const { code, detail, errors = [] } = refusal;
  const [fault] = errors;
  if (fault === undefined) return new Problem(code, detail.en, { zh: detail.zh, members });
  const first = faultWords(fault);
  return new Problem(code, `${detail.en} ${first.en}`, { zh: `${detail.zh}${first.zh}`, members, errors });
}
