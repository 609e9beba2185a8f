import { type Kysely, sql } from 'kysely';
import type { FieldError } from '../../contracts/errors.ts';
import { SCOPES } from '../../contracts/people.ts';
import type { People } from '../../contracts/schemas/people.ts';
import { inTransaction } from '../../db/inTransaction.ts';
import { revokeKeysOfLeavers } from '../../db/repositories/people/apiKeys.ts';
import { orderLeavings } from '../../db/repositories/people/leavers.ts';
import { type Register, type Written, writeRegister } from '../../db/repositories/people/register.ts';
import type { DB } from '../../db/schema/rows.ts';
import { peopleFaults } from './peopleFaults.ts';

/** The people do not fit those whom the desk has, and nothing was changed. */
export class PeopleRefused extends Error {
  override readonly name = 'PeopleRefused';
  readonly faults: readonly FieldError[];

  constructor(faults: readonly FieldError[]) {
    super('the people cannot be entered');
    this.faults = faults;
  }
}

export interface Entered {
  readonly written: Readonly<Record<keyof Register, Written>>;
  /** Keys of those who have left. */
  readonly revoked: number;
}

/**
 * Adds and updates everybody whom the file names, ends the keys of staff who have left, and orders that what they had goes to others; whom it does not name stays as he is.
 * All or nothing, and the same again changes nothing.
 * @throws PeopleRefused with every place that does not fit what the database has.
 */
export function enterPeople(db: Kysely<DB>, people: People): Promise<Entered> {
  return inTransaction(db, async (tx) => {
    // What is looked at first must still be so when it is written.
    await sql`lock table companies, accounts, staff in share row exclusive mode`.execute(tx);
    const faults = await peopleFaults(tx, people);
    if (faults.length > 0) throw new PeopleRefused(faults);
    const written = await writeRegister(tx, registerOf(people));
    await orderLeavings(tx);
    const staffNos = people.staff.map(({ staffNo }) => staffNo);
    return { written, revoked: await revokeKeysOfLeavers(tx, staffNos) };
  });
}

function registerOf({ companies, staff, clients, orders }: People): Register {
  return {
    companies: companies.map(({ id, name, kind }) => ({ id, name, kind })),
    accounts: companies.flatMap(({ id: companyId, accounts }) =>
      accounts.map((account) => ({
        ...withoutSignIn(account.id),
        ...account,
        companyId,
        phone: account.phone ?? null,
        email: account.email ?? null,
        scopes: account.kind === 'main' ? SCOPES : account.scopes,
      })),
    ),
    staff: staff.map((one) => ({ ...withoutSignIn(one.staffNo), ...one, email: one.email ?? null })),
    clients,
    orders,
  };
}

/** Real people come with API keys. */
function withoutSignIn(id: string): { readonly login: string; readonly passwordHash: null } {
  return { login: id, passwordHash: null };
}
