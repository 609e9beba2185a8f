import type { Actor } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import { maskMail, maskPhone } from '../../domain/privacy/mask.ts';
import { needsContact } from '../../domain/ticket/reading.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

interface Contact {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** Whole for those who use it; masked for staff who only look on. */
export function renderContact(contact: Contact | null, state: TicketState, actor: Actor): TicketAnswer['contact'] {
  if (contact === null) return null;
  const { name, phone = null, email = null } = contact;
  if (needsContact(state, actor)) return { name, phone, email };
  return { name, phone: phone === null ? null : maskPhone(phone), email: email === null ? null : maskMail(email) };
}
