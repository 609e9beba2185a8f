import type { CommandName } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import type { FieldError } from '../../contracts/errors.ts';
import { EVENT_OF_COMMAND } from '../../contracts/events.ts';
import { asksForSecret, namesSecret } from '../../domain/privacy/asksForSecret.ts';
import { speaksFor } from '../../domain/ticket/conversation.ts';
import { type FreeText, freeTextsIn } from '../http/freeText.ts';
import { refused } from '../http/problem.ts';
import { isToldWithWords } from '../render/toldEvents.ts';

/** Commands whose words a customer reads where no event of their own name tells them: in a notice, in the plan, or as why it was re-opened. */
const TOLD_ELSEWHERE: ReadonlySet<CommandName> = new Set<CommandName>([
  'classify',
  'set-date',
  'coordinate',
  'follow-up',
  'review-termination',
  // The measures of a ruling: both parties hear why they change.
  'task-extend',
  'task-cancel',
]);

/** Whether a customer may come to read the words of a command. */
export function isTold(name: CommandName): boolean {
  return isToldWithWords('customer', EVENT_OF_COMMAND[name]) || TOLD_ELSEWHERE.has(name);
}

/** What of an item of material says what it is; all else is said about it. */
const OF_ITEM = /^\/items\/\d+\/(?:name|format|sample)$/;

function asks({ pointer, text }: FreeText): boolean {
  return asksForSecret(text) || (OF_ITEM.test(pointer) && namesSecret(text));
}

/** Throws `secret-asked` where words of staff to a customer ask for a password, a PIN or a code; it names each such field. */
export function refuseAskedSecrets(author: Actor, body: unknown): void {
  if (speaksFor(author) === 'customer') return;
  const errors = freeTextsIn(body)
    .filter(asks)
    .map(({ pointer }): FieldError => ({
      pointer,
      expected: { zh: '不索要密码或验证码的文字', en: 'words that ask for no password, PIN or code' },
    }));
  if (errors.length === 0) return;
  throw refused({
    code: 'secret-asked',
    detail: {
      zh: '客服从不向客户索要密码、银行卡密码或短信验证码；索要者即为诈骗。',
      en: 'Agents never ask for passwords, bank PINs or SMS codes: whoever asks for them is a fraud.',
    },
    errors,
  });
}
