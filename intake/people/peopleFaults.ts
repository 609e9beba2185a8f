import type { Kysely } from 'kysely';
import type { FieldError } from '../../contracts/errors.ts';
import type { People } from '../../contracts/schemas/people.ts';
import { NOTHING } from '../../contracts/words.ts';
import {
  accountsAmong,
  companiesCalled,
  type RegisteredAccount,
  type RegisteredCompany,
} from '../../db/repositories/people/registered.ts';
import type { DB } from '../../db/schema/rows.ts';

/** Every place of the file that does not fit whom the desk has. */
export async function peopleFaults(db: Kysely<DB>, { companies, orders }: People): Promise<FieldError[]> {
  const ids = companies.map(({ id }) => id);
  const called = await companiesCalled(db, {
    ids: [...ids, ...orders.flatMap(({ buyer, supplier }) => [buyer, supplier])],
    names: companies.map(({ name }) => name),
  });
  const accountIds = companies.flatMap(({ accounts }) => accounts.map(({ id }) => id));
  const accounts = await accountsAmong(db, { ids: accountIds, companyIds: ids });
  const known = new Set([...ids, ...called.map(({ id }) => id)]);
  return [
    ...companies.flatMap((company, at) => companyFaults(company, `/companies/${at}`, { called, accounts })),
    ...orders.flatMap((order, at) => orderFaults(order, `/orders/${at}`, known)),
  ];
}

interface Registered {
  readonly called: readonly RegisteredCompany[];
  readonly accounts: readonly RegisteredAccount[];
}

type Company = People['companies'][number];

function companyFaults(company: Company, pointer: string, { called, accounts }: Registered): FieldError[] {
  const namesake = called.find(({ id, name }) => name === company.name && id !== company.id);
  const unfit = company.accounts.flatMap(({ id }, at) =>
    accountFaults(id, company.id, `${pointer}/accounts/${at}/id`, accounts),
  );
  return [
    ...(namesake === undefined ? [] : [takenName(`${pointer}/name`, namesake.id)]),
    ...unfit,
    ...mainFaults(company, `${pointer}/accounts`, accounts),
  ];
}

function accountFaults(
  id: string,
  companyId: string,
  pointer: string,
  accounts: readonly RegisteredAccount[],
): FieldError[] {
  const before = accounts.find((account) => account.id === id);
  if (before !== undefined) return before.companyId === companyId ? [] : [movedAccount(pointer, before.companyId)];
  const namesake = accounts.find(({ login }) => login === id);
  return namesake === undefined ? [] : [takenLogin(pointer, namesake.id)];
}

function takenName(pointer: string, id: string): FieldError {
  return {
    pointer,
    expected: { zh: '其他企业未使用的名称', en: 'a name that no other company has' },
    got: { zh: `${id} 的名称`, en: `the name of ${id}` },
  };
}

/** An account's tickets stay with its company. */
function movedAccount(pointer: string, before: string): FieldError {
  return {
    pointer,
    expected: { zh: '新账号或本企业的账号', en: 'a new account or one of this company' },
    got: { zh: `${before} 的账号`, en: `an account of ${before}` },
  };
}

/** A new account signs in by its id. */
function takenLogin(pointer: string, id: string): FieldError {
  return {
    pointer,
    expected: { zh: '未被其他账号用作登录名的标识', en: 'an id by which no other account signs in' },
    got: { zh: `${id} 的登录名`, en: `the login of ${id}` },
  };
}

/** What the desk tells a company goes to its main account. */
function mainFaults({ id, accounts: given }: Company, pointer: string, accounts: readonly RegisteredAccount[]) {
  const named = new Set(given.map((account) => account.id));
  const kept = accounts.filter((account) => account.companyId === id && !named.has(account.id));
  const mains = [...given, ...kept].filter(({ kind }) => kind === 'main').map((account) => account.id);
  if (mains.length === 1) return [];
  const expected = { zh: '恰好一个主账号（"kind": "main"）', en: 'exactly one main account ("kind": "main")' };
  return [{ pointer, expected, got: mains.length === 0 ? NOTHING : mains.join(', ') }];
}

function orderFaults(order: People['orders'][number], pointer: string, known: ReadonlySet<string>): FieldError[] {
  const expected = { zh: '文件中或已登记的企业', en: 'a company of this file or one that the desk has' };
  const strangers = (['buyer', 'supplier'] as const).filter((party) => !known.has(order[party]));
  const faults = strangers.map((party) => ({ pointer: `${pointer}/${party}`, expected, got: order[party] }));
  return order.buyer === order.supplier ? [...faults, ownSupplier(`${pointer}/supplier`, order.supplier)] : faults;
}

function ownSupplier(pointer: string, got: string): FieldError {
  return { pointer, expected: { zh: '采购方以外的企业', en: 'a company other than the buyer' }, got };
}
