import type { TicketCommandName } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import type { FieldError } from '../../contracts/errors.ts';
import { asksForSecret } from '../../domain/privacy/asksForSecret.ts';
import { speaksFor } from '../../domain/ticket/conversation.ts';
import { freeTextsIn } from '../http/freeText.ts';
import { refused } from '../http/problem.ts';

/** Commands whose words the customer reads. */
const TOLD: ReadonlySet<TicketCommandName> = new Set<TicketCommandName>([
  'classify',
  'set-date',
  'request-material',
  'answer',
  'progress-report',
  'close-unresolved',
  'decline',
  'terminate',
  'warn-abuse',
  'rule',
  'decide-appeal',
]);

export function isTold(name: TicketCommandName): boolean {
  return TOLD.has(name);
}

/** Throws `secret-asked` where words of staff to a customer ask for a password, a PIN or a code; it names each such field. */
export function refuseAskedSecrets(author: Actor, body: unknown): void {
  if (speaksFor(author) === 'customer') return;
  const errors = freeTextsIn(body)
    .filter(({ text }) => asksForSecret(text))
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
