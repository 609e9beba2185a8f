import type { Actor } from '../../contracts/people.ts';
import type { Criterion, ReviewStatus } from '../../contracts/reviews.ts';
import type { Words } from '../../contracts/words.ts';
import type {
  ReviewAnswer,
  ReviewEventAnswer,
  ReviewItemAnswer,
  SampleAnswer,
  SampleItemAnswer,
} from '../../contracts/schemas/review.ts';
import type { ReviewEventRow, ReviewRow, ScoreRow } from '../../db/repositories/reading/reviews.ts';
import type { SampleRow, ticketsOfSample } from '../../db/repositories/quality/reviewSamples.ts';
import { ORIGIN_WORDS } from '../../domain/catalog/reviewOrigins.ts';
import { isMissed } from '../../domain/clocks/running/ticking.ts';
import { allowedReviewCommands } from '../../domain/quality/decide.ts';
import { withStanding } from '../../domain/clocks/explaining/standingWords.ts';
import { isSubject } from '../../domain/quality/who.ts';
import { reasonsBeside } from './clockReasons.ts';
import { renderActor } from './event.ts';
import { shown, shownData, shownOrNull } from './instant.ts';
import { temporalLink } from './temporalLink.ts';

export function renderReviewItem(row: ReviewRow, nowMs: number): ReviewItemAnswer {
  return {
    reviewId: row.review_id,
    ticketNo: row.ticket_no,
    origin: row.origin,
    status: row.status,
    version: row.version,
    department: row.department,
    about: row.subject,
    reviewer: row.reviewer,
    verdict: row.verdict,
    score: row.score === null ? null : Number(row.score),
    breached: row.breached || clocksOf(row, nowMs).some(({ breached }) => breached),
    nextDueAt: shownOrNull(row.next_due_at),
    openedAt: shown(row.opened_at),
    concludedAt: shownOrNull(row.concluded_at),
    endedAt: shownOrNull(row.ended_at),
    sampleId: row.sample_id,
    label: reviewLabel(row),
  };
}

const STATUS_LABELS: Readonly<Record<ReviewStatus, Words>> = {
  OPEN: { zh: '待接手', en: 'to be taken over' },
  INVESTIGATING: { zh: '核查中', en: 'under way' },
  UPHELD: { zh: '属实，待告知', en: 'upheld, to be told' },
  PARTLY: { zh: '部分属实，待告知', en: 'partly upheld, to be told' },
  NOT_UPHELD: { zh: '不属实，待告知', en: 'not upheld, to be told' },
  TOLD: { zh: '已告知', en: 'told' },
  SCORED: { zh: '已评分，申诉期内', en: 'scored, may be appealed' },
  APPEALED: { zh: '已申诉，待复核', en: 'appealed, to be decided' },
  FINAL: { zh: '评分已定', en: 'score final' },
};

function reviewLabel({ origin, status }: ReviewRow): Words {
  const [what, stands] = [ORIGIN_WORDS[origin], STATUS_LABELS[status]];
  return { zh: `${what.zh}：${stands.zh}`, en: `${what.en}: ${stands.en}` };
}

/** Who looks, when, and where operators find the workflow. */
export interface ReviewReader {
  readonly actor: Actor;
  readonly nowMs: number;
  readonly temporalUiUrl: string | null;
}

export function renderReview(
  row: ReviewRow,
  parts: { readonly events: readonly ReviewEventRow[]; readonly scores: readonly ScoreRow[] },
  { actor, nowMs, temporalUiUrl }: ReviewReader,
): ReviewAnswer {
  const said = (type: ReviewEventRow['type'], field: string): string | null => wordOf(parts.events, type, field);
  // Given back to the queue before it was told, a conclusion is none.
  const concluded = (field: string): string | null => (row.verdict === null ? null : said('concluded', field));
  const self = `/v1/reviews/${row.review_id}`;
  return {
    ...renderReviewItem(row, nowMs),
    reason: said('opened', 'reason') ?? said('opened', 'comment'),
    finding: concluded('finding'),
    remedy: concluded('remedy'),
    coaching: concluded('coaching'),
    told: said('told', 'text'),
    reopen: row.state.reopen,
    sheets: sheetsOf(parts.scores),
    clocks: clocksOf(row, nowMs, readableBy(actor, row.state, parts.events)),
    allowedCommands: allowedReviewCommands(row.state, actor, new Date(nowMs).toISOString()),
    links: {
      self,
      ticket: `/v1/tickets/${row.ticket_no}`,
      events: `${self}/events`,
      temporal: temporalLink(temporalUiUrl, row.review_id),
    },
  };
}

function wordOf(events: readonly ReviewEventRow[], type: ReviewEventRow['type'], field: string): string | null {
  const text: unknown = events.findLast((event) => event.type === type)?.text ?? null;
  const word: unknown = typeof text === 'object' && text !== null ? Reflect.get(text, field) : null;
  return typeof word === 'string' ? word : null;
}

export function clocksOf(
  { state, explanations }: ReviewRow,
  nowMs: number,
  events: readonly ReviewEventRow[] = [],
): ReviewAnswer['clocks'] {
  return state.clocks.map((clock) => {
    const dueAt = clock.plan?.dueAt ?? null;
    const { id, status, stoppedAt, pauses } = clock;
    const breached = isMissed({ id, status, breached: clock.breached, dueAt }, new Date(nowMs).toISOString());
    const explanation = explanations[clock.key] ?? { zh: '', en: '' };
    return {
      id,
      key: clock.key,
      status,
      startedAt: shown(clock.startedAt),
      targetAt: shownOrNull(clock.plan?.targetAt ?? null),
      dueAt: shownOrNull(dueAt),
      stoppedAt: shownOrNull(stoppedAt),
      breached,
      provisional: clock.plan?.provisional ?? false,
      explanation: withStanding(explanation, { id, status, stoppedAt, breached, pauses }),
      reasons: reasonsBeside(clock.key, events),
    };
  });
}

function sheetsOf(scores: readonly ScoreRow[]): ReviewAnswer['sheets'] {
  return [...new Set(scores.map(({ round }) => round))].map((round) => {
    const points: Partial<Record<Criterion, number>> = {};
    for (const row of scores) if (row.round === round) points[row.criterion] = row.points;
    return { round, points };
  });
}

/** The record of a review; the inspectors' notes, and why they were late, are not for the person reviewed. */
function readableBy(
  actor: Actor,
  state: ReviewRow['state'],
  events: readonly ReviewEventRow[],
): readonly ReviewEventRow[] {
  return isSubject(state, actor)
    ? events.filter(({ type }) => type !== 'noted' && type !== 'breach-explained')
    : events;
}

export function renderReviewEvents(
  rows: readonly ReviewEventRow[],
  state: ReviewRow['state'],
  actor: Actor,
): ReviewEventAnswer[] {
  return readableBy(actor, state, rows).map((row) => ({
    seq: row.seq,
    type: row.type,
    at: shown(row.at),
    actor: renderActor(row.actor),
    before: row.before_status,
    after: row.after_status,
    text: isWords(row.text) ? row.text : null,
    data: shownData(row.data),
  }));
}

function isWords(text: unknown): text is Record<string, unknown> {
  return typeof text === 'object' && text !== null && !Array.isArray(text);
}

export function renderSampleItem(row: SampleRow): SampleItemAnswer {
  return {
    sampleId: row.id,
    month: row.month,
    department: row.department,
    seed: row.seed,
    population: row.population,
    size: Number(row.size ?? 0),
    drawnBy: renderActor(row.drawn_by),
    drawnAt: shown(row.drawn_at),
  };
}

export function renderSample(row: SampleRow, tickets: Awaited<ReturnType<typeof ticketsOfSample>>): SampleAnswer {
  return {
    ...renderSampleItem(row),
    tickets: tickets.map(({ ticket_no, review_id, status, score }) => ({
      ticketNo: ticket_no,
      reviewId: review_id,
      status,
      score: score === null ? null : Number(score),
    })),
  };
}
