import { DEPARTMENTS } from '../../contracts/people.ts';
import { CATEGORIES } from '../catalog/categories.ts';

/** Everything somebody can be skilled in: a department, a category, or a group of categories (`ORD`, `ORD.PAY`). */
const SKILLS: ReadonlySet<string> = new Set([...DEPARTMENTS, ...CATEGORIES.flatMap(({ code }) => groupsOf(code))]);

/** `ORD.PAY.FAILED`, `ORD.PAY`, `ORD`. */
function groupsOf(code: string): readonly string[] {
  const parts = code.split('.');
  return parts.map((_part, position) => parts.slice(0, position + 1).join('.'));
}

export function isSkill(text: string): boolean {
  return SKILLS.has(text);
}
