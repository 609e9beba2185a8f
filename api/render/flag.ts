import type { FlagAnswer } from '../../contracts/schemas/flag.ts';
import type { Flag } from '../../db/repositories/people/flags.ts';
import { renderActor } from './event.ts';
import { shown } from './instant.ts';

export function renderFlag({ id, text, author, at }: Flag): FlagAnswer {
  return { id, text, by: renderActor(author), at: shown(at) };
}
