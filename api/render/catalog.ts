import { BOUNDARIES, BOUNDARY_WORDS } from '../../contracts/boundaries.ts';
import { DEPARTMENTS } from '../../contracts/people.ts';
import type { CatalogAnswer } from '../../contracts/schemas/catalog.ts';
import { SEND_BACK_REASONS } from '../../contracts/ticket.ts';
import { CATEGORIES } from '../../domain/catalog/categories.ts';
import { DEPARTMENT_NAMES } from '../../domain/catalog/departments.ts';
import { SEND_BACK_REASON_NAMES } from '../../domain/catalog/sendBackReasons.ts';
import { amountOf, nearAmounts } from '../../domain/clocks/checking/amounts.ts';
import { countedBy, COUNTED_BY_NAMES, PAUSES } from '../../domain/clocks/courses/course.ts';
import { courseOf } from '../../domain/clocks/courses/courseOf.ts';
import { type ClockRuleId, CLOCK_RULES, isClockRuleId } from '../../domain/clocks/rules.ts';
import { ruleUnder } from '../../domain/clocks/ruleUnder.ts';
import type { Ladder } from '../../domain/clocks/setting.ts';
import type { Timetable } from '../../domain/clocks/timetable.ts';
import type { Audience } from './audience.ts';
import { mayKnow } from './clock.ts';

const LISTS = {
  categories: CATEGORIES.map(({ code, zh, en, slaClass, routing, department, urgent, requiredFacts }) => ({
    code,
    zh,
    en,
    slaClass,
    routing,
    department,
    urgent,
    requiredFacts: requiredFacts.map((fact) => ({ code: fact.code, zh: fact.zh, en: fact.en })),
  })),
  departments: DEPARTMENTS.map((code) => ({ code, zh: DEPARTMENT_NAMES[code].zh, en: DEPARTMENT_NAMES[code].en })),
  classes: [
    { code: 'simple', zh: '简单', en: 'simple' },
    { code: 'complex', zh: '复杂', en: 'complex' },
    { code: 'special', zh: '特殊', en: 'special' },
  ],
  boundaries: BOUNDARIES.map((code) => ({ code, ...BOUNDARY_WORDS[code] })),
  sendBackReasons: SEND_BACK_REASONS.map((code) => ({ code, ...SEND_BACK_REASON_NAMES[code] })),
} satisfies Partial<CatalogAnswer>;

/** What the desk knows, and how long its limits are by the calendar and policy that new tickets follow. */
export function renderCatalog(timetable: Timetable, reader: Audience): CatalogAnswer {
  const { versions, policy } = timetable;
  const ids = Object.keys(CLOCK_RULES).filter(isClockRuleId);
  return {
    ...LISTS,
    timetable: { ...versions, profile: policy.profile },
    clocks: ids.map((id) => ({
      ...renderClock(id, timetable, mayKnow(reader, id)),
      told: reader === 'staff' ? renderLadder(ruleUnder(policy, id).told) : null,
    })),
  };
}

type ClockRow = CatalogAnswer['clocks'][number];

/** How long the house gives itself is its own matter. */
function renderClock(id: ClockRuleId, { policy }: Timetable, known: boolean): Omit<ClockRow, 'told'> {
  const { zh, en, source, atDue, pausable, length, target, near } = ruleUnder(policy, id);
  const { profile, profiles } = policy;
  const calendar = countedBy(length);
  return {
    id,
    zh,
    en,
    source: { zh: source.zh, en: source.en },
    atDue,
    pausable,
    ...courseOf(id),
    pauses: pausable ? PAUSES : null,
    calendar: { code: calendar, ...COUNTED_BY_NAMES[calendar] },
    profiles: Object.keys(profiles).filter((name) => profiles[name]?.[id] !== undefined),
    profile: profile !== null && profiles[profile]?.[id] !== undefined ? profile : null,
    length: known ? amountOf(length) : null,
    target: known && target !== undefined ? amountOf(target) : null,
    warnings: known ? nearAmounts(near) : [],
  };
}

function renderLadder({ near = [], target = [], due = [], overdue = [] }: Ladder): ClockRow['told'] {
  return { near: [...near], target: [...target], due: [...due], overdue: [...overdue] };
}
