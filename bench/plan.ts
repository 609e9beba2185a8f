import { parseArgs } from 'node:util';

/** How long and how much is measured; whatever is reached first ends a measurement. */
export interface Plan {
  readonly name: 'quick' | 'full';
  /** A folder with Temporal's production programs; null: the development server that `npm start` brings. */
  readonly production: string | null;
  readonly openLimit: { readonly forMs: number; readonly count: number };
  readonly lifeLimit: { readonly forMs: number; readonly count: number };
  readonly yardstickLimit: { readonly forMs: number; readonly count: number };
  readonly samples: number;
  /** So many limits end in the same second. */
  readonly herds: readonly number[];
  /** With so many open tickets memory and idling are looked at. */
  readonly openTickets: number;
  /** Over so many past tickets a what-if is reckoned. */
  readonly pastTickets: number;
  readonly idleMs: number;
}

const FULL: Plan = {
  name: 'full',
  production: null,
  openLimit: { forMs: 10_000, count: 600 },
  lifeLimit: { forMs: 20_000, count: 200 },
  yardstickLimit: { forMs: 5000, count: 10_000 },
  samples: 20,
  herds: [100, 1000],
  openTickets: 2000,
  pastTickets: 100_000,
  idleMs: 10_000,
};

const QUICK: Plan = {
  name: 'quick',
  production: null,
  openLimit: { forMs: 3000, count: 100 },
  lifeLimit: { forMs: 5000, count: 30 },
  yardstickLimit: { forMs: 1500, count: 2000 },
  samples: 5,
  herds: [100],
  openTickets: 300,
  pastTickets: 5000,
  idleMs: 3000,
};

/** @throws TypeError that names a flag nobody knows. */
export function planOf(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, production: { type: 'string' } },
  });
  return { ...(values.quick ? QUICK : FULL), production: values.production ?? null };
}
