import type { RoundAnswer } from '../../contracts/schemas/round.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { Level } from '../../domain/ticket/people/level.ts';
import type { Round, Said } from '../../domain/ticket/rounds.ts';
import { renderActor } from './event.ts';
import { shown, shownOrNull } from './instant.ts';

const LEVEL_LABELS: Readonly<Record<Level, RoundAnswer['levelLabel']>> = {
  handler: { zh: '处理人', en: 'Whoever works on it' },
  'senior-agent-or-specialist': { zh: '资深客服或部门专员', en: 'Senior agent or specialist' },
  supervisor: { zh: '客服主管', en: 'Supervisor' },
  manager: { zh: '客服经理', en: 'Service manager' },
};

function renderSaid({ text, by, at }: Said) {
  return { text, by: renderActor(by), at: shown(at) };
}

/** `limit` is the REASSESS that ran in the round; the first round has none. */
export function renderRound(round: Round, limit: Clock | undefined): RoundAnswer {
  const { takenOver, proposal, refusal, finalAnswer } = round;
  return {
    round: round.round,
    level: round.level,
    levelLabel: LEVEL_LABELS[round.level],
    since: shown(round.since),
    takeOverBy: shownOrNull(limit?.plan?.targetAt ?? null),
    answerBy: shownOrNull(limit?.plan?.dueAt ?? null),
    takenOver: takenOver === null ? null : { by: renderActor(takenOver.by), at: shown(takenOver.at) },
    proposal: proposal === null ? null : renderSaid(proposal),
    refusal: refusal === null ? null : { ...renderSaid(refusal), how: refusal.how },
    finalAnswer: finalAnswer === null ? null : renderSaid(finalAnswer),
    accepted: round.accepted,
  };
}
