import { ERRORS, faultWords, type ErrorCode, type FieldError, type Refusal } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';

/** What a problem carries besides its code and detail. */
export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer that is a problem: thrown anywhere below a route, rendered once by the problems middleware. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly detail: Words;
  readonly extras: ProblemExtras;

  constructor(code: ErrorCode, detail: Words, extras: ProblemExtras = {}) {
    super(detail.en);
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
    this.extras = extras;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** One sentence for foreign and unknown objects alike, so that nobody learns which of the two it is. */
export function notFound(): Problem {
  return new Problem('not-found', {
    zh: '没有这一对象，或您无权查看。',
    en: 'There is no such thing, or it is not yours to see.',
  });
}

export function unavailable(detail: Words): Problem {
  return new Problem('unavailable', detail, { headers: { 'Retry-After': '1' } });
}

/** A refusal of the rules as a problem: its sentence, and the first fault in words. */
export function refused(refusal: Refusal, members: Readonly<Record<string, unknown>> = {}): Problem {
  const { code, detail, errors = [] } = refusal;
  const [fault] = errors;
  if (fault === undefined) return new Problem(code, detail, { members });
  const first = faultWords(fault);
  return new Problem(code, { zh: `${detail.zh}${first.zh}`, en: `${detail.en} ${first.en}` }, { members, errors });
}

const PARTS = {
  body: { zh: '请求体不符合要求。', en: 'The body is not valid.' },
  form: { zh: '表单不符合要求。', en: 'The form is not valid.' },
  query: { zh: '查询参数不符合要求。', en: 'The query is not valid.' },
} as const satisfies Record<string, Words>;

/** A part of the request that breaks its rules, with every fault of it. */
export function invalid(part: keyof typeof PARTS, ...errors: readonly FieldError[]): Problem {
  return refused({ code: 'validation', detail: PARTS[part], errors });
}
