import { catalogSchema } from '../../contracts/schemas/catalog.ts';
import { type PreviewBody, previewRequestSchema, previewSchema } from '../../contracts/schemas/preview.ts';
import type { FieldError } from '../../contracts/errors.ts';
import type { Principal } from '../../contracts/people.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import { previewClock, takesWorkdays } from '../../domain/clocks/explaining/preview.ts';
import { isClockRuleId } from '../../domain/clocks/rules.ts';
import type { ApiDeps } from '../deps.ts';
import { invalid, refused } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { EVERYBODY } from '../http/who.ts';
import { renderCatalog } from '../render/catalog.ts';
import { previewRequest, renderPreview } from '../render/preview.ts';

export function catalogRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/catalog',
    tag: 'catalog',
    summary: 'Categories, departments, classes and clocks as configured',
    who: EVERYBODY,
    answers: { 200: { description: 'The catalogue', schema: catalogSchema } },
    handler: async ({ principal }) => ({
      status: 200,
      body: renderCatalog(await deps.timetables.current(), principal.kind === 'customer' ? 'customer' : 'staff'),
    }),
  });
  routes.post({
    path: '/v1/clocks/preview',
    tag: 'catalog',
    summary: 'When a limit would end, and why',
    who: EVERYBODY,
    body: previewRequestSchema(isClockRuleId),
    answers: { 200: { description: 'The limit in words', schema: previewSchema } },
    handler: async ({ body, principal }) => {
      const timetable = await deps.timetables.current();
      checkDepartment(body, principal);
      checkPreview(body, timetable.policy);
      return { status: 200, body: renderPreview(previewClock(previewRequest(body), timetable)) };
    },
  });
}

/** Throws `validation` where a department is named that the limit, or the caller, has nothing to do with. */
function checkDepartment({ clock, department }: PreviewBody, { kind }: Principal): void {
  if (department === undefined || (clock === 'DEPARTMENT_INTERNAL' && kind !== 'customer')) return;
  const expected =
    kind === 'customer'
      ? { zh: '省略：部门内部时限不对客户公开', en: 'nothing: the limits of departments are shown to staff alone' }
      : {
          zh: '省略：仅 DEPARTMENT_INTERNAL 按部门设定',
          en: 'nothing: only DEPARTMENT_INTERNAL is set department by department',
        };
  throw invalid('body', { pointer: '/department', expected });
}

/** Throws `validation` for what the policy in force does not know, or the limit does not take; `date-not-allowed` for time that runs back. */
function checkPreview({ clock, profile, workdays, pauses = [] }: PreviewBody, policy: Policy): void {
  const faults: FieldError[] = [];
  const profiles = ['standard', ...Object.keys(policy.profiles)];
  if (profile !== undefined && !profiles.includes(profile))
    faults.push({
      pointer: '/profile',
      expected: {
        zh: `现行规则的方案：${profiles.join('、')}`,
        en: `one of ${profiles.join(', ')}`,
      },
    });
  if (workdays !== undefined && isClockRuleId(clock) && !takesWorkdays(clock, policy))
    faults.push({
      pointer: '/workdays',
      expected: {
        zh: `省略：${clock} 不按工作日计`,
        en: `nothing: ${clock} does not count workdays`,
      },
    });
  if (faults.length > 0) throw invalid('body', ...faults);
  const backwards = pauses.findIndex(([from, to]) => Date.parse(from) > Date.parse(to));
  if (backwards >= 0)
    throw refused({
      code: 'date-not-allowed',
      detail: { zh: '暂停的结束早于其开始。', en: 'A pause ends before it began.' },
      errors: [
        {
          pointer: `/pauses/${backwards}/1`,
          expected: { zh: '不早于暂停开始的时刻', en: 'an instant not before the pause began' },
        },
      ],
    });
}
