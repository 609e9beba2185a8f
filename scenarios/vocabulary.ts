import { ERRORS, type ErrorCode } from '../contracts/errors.ts';
import { z } from '../contracts/schemas/zod.ts';
import { accountNamed, actorNamed, CUSTOMER } from './people.ts';
import { instantAt } from './times.ts';

/** Text that somebody has to understand: `known` looks it up, `what` says what was expected. */
export function named(what: string, known: (text: string) => boolean) {
  return z.string().refine(known, { error: ({ input }) => `"${String(input)}" is not ${what}` });
}

export function oneOf<Word extends string>(words: readonly Word[], what: string) {
  return z.enum(words, { error: ({ input }) => `"${String(input)}" is not ${what}; known are ${words.join(', ')}` });
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), item.transform((one) => [one])]);
}

export const time = named('a time such as 2025-11-07 17:50', (text) => instantAt(text) !== null);
export const yesNo = oneOf(['yes', 'no'], 'yes or no').transform((word) => word === 'yes');
export const count = named('a whole number', (text) => /^\d+$/.test(text)).transform(Number);
const opener = accountNamed(CUSTOMER);
export const person = named(
  'anybody of the demo: "customer", an account, a staff number, a name or a role (a specialist by number)',
  (text) => opener !== null && actorNamed(text, opener) !== null,
);
export const errorCode = z.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(ERRORS, code), {
  error: ({ input }) => `"${String(input)}" is no code of a refusal; known are ${Object.keys(ERRORS).join(', ')}`,
});
