import { DEPARTMENTS } from '../../contracts/people.ts';
import { type CatalogAnswer, catalogSchema } from '../../contracts/schemas/catalog.ts';
import { type PreviewBody, previewRequestSchema, previewSchema } from '../../contracts/schemas/preview.ts';
import { SEND_BACK_REASONS } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { CATEGORIES } from '../../domain/catalog/categories.ts';
import { DEPARTMENT_NAMES } from '../../domain/catalog/departments.ts';
import { SEND_BACK_REASON_NAMES } from '../../domain/catalog/sendBackReasons.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import { previewClock, takesWorkdays } from '../../domain/clocks/preview.ts';
import { CLOCK_RULES, isClockRuleId } from '../../domain/clocks/rules.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { EVERYBODY } from '../http/who.ts';
import { previewRequest, renderPreview } from '../render/preview.ts';

const CATALOG: CatalogAnswer = {
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
  sendBackReasons: SEND_BACK_REASONS.map((code) => ({ code, ...SEND_BACK_REASON_NAMES[code] })),
  clocks: Object.entries(CLOCK_RULES).map(([id, { zh, en, source }]) => ({ id, zh, en, source })),
};

export function catalogRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/catalog',
    tag: 'catalog',
    summary: 'Categories, departments, classes and clocks as configured',
    who: EVERYBODY,
    answers: { 200: { description: 'The catalogue', schema: catalogSchema } },
    handler: async () => ({ status: 200, body: CATALOG }),
  });
  routes.post({
    path: '/v1/clocks/preview',
    tag: 'catalog',
    summary: 'When a limit would end, and why',
    who: EVERYBODY,
    body: previewRequestSchema,
    answers: { 200: { description: 'The limit in words', schema: previewSchema } },
    handler: async ({ body }) => {
      const timetable = await deps.timetables.current();
      checkPreview(body, timetable.policy);
      return { status: 200, body: renderPreview(previewClock(previewRequest(body), timetable)) };
    },
  });
}

/** Throws `validation` for what the policy in force does not know, or the limit does not take. */
function checkPreview({ clock, profile, workdays }: PreviewBody, policy: Policy): void {
  if (!isClockRuleId(clock))
    throw wrongPreview('/clock', {
      zh: 'GET /v1/catalog 所列时限的标识',
      en: 'an id of the clocks in GET /v1/catalog',
    });
  const profiles = ['standard', ...Object.keys(policy.profiles)];
  if (profile !== undefined && !profiles.includes(profile))
    throw wrongPreview('/profile', {
      zh: `现行规则的方案：${profiles.join('、')}`,
      en: `one of ${profiles.join(', ')}`,
    });
  if (workdays !== undefined && !takesWorkdays(clock, policy))
    throw wrongPreview('/workdays', {
      zh: `省略：${clock} 不按工作日计`,
      en: `nothing: ${clock} does not count workdays`,
    });
}

function wrongPreview(pointer: string, expected: Words): Problem {
  return new Problem('validation', `${pointer}: expected ${expected.en}.`, {
    zh: `"${pointer}" 处应为${expected.zh}。`,
    errors: [{ pointer, expected }],
  });
}
