import type { Bench } from '../bench.ts';
import type { Reader } from '../desk.ts';
import { load } from './load.ts';
import type { Spread } from './spread.ts';

/** A page of fifty, one reader at a time. */
export interface Page extends Spread {
  readonly list: string;
  readonly by: Reader;
}

export interface Lists {
  readonly tickets: number;
  readonly pages: readonly Page[];
}

const PAGES: readonly (readonly [path: string, by: Reader])[] = [
  ['/v1/tickets', 'agent'],
  ['/v1/tickets?sort=nextDue', 'agent'],
  ['/v1/tickets', 'specialist'],
  ['/v1/tickets', 'buyer'],
  ['/v1/disputes', 'agent'],
  ['/v1/duties', 'agent'],
];

/** What people look at all day, with as many tickets as there are. */
export async function measureLists({ db, desk, plan }: Bench): Promise<Lists> {
  const { count } = await db
    .selectFrom('tickets')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const pages: Page[] = [];
  for (const [list, by] of PAGES) {
    const { p50, p95, p99 } = await load({ callers: 1, forMs: 5000, count: plan.samples }, () => desk.list(list, by));
    pages.push({ list, by, p50, p95, p99 });
  }
  return { tickets: Number(count), pages };
}
