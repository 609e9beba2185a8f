import type { Kysely } from 'kysely';
import { createDatabase } from '../../db/connect.ts';
import { errorText } from '../../db/errorText.ts';
import { reachDatabase } from '../../db/reach.ts';
import type { DB } from '../../db/schema/rows.ts';

export interface Address {
  readonly databaseUrl: string;
  /** Where that address stands, if not in DATABASE_URL. */
  readonly namedBy?: string | undefined;
}

export interface Surroundings {
  /** Asked once it is understood what is to be done. */
  readonly address: () => Address;
  readonly print: (line: string) => void;
}

export interface Connected {
  readonly db: Kysely<DB>;
  readonly print: (line: string) => void;
}

/** What was asked for. Throws Refused for what cannot be done. */
export type Deed = (connected: Connected) => Promise<void>;

export interface CommandLine {
  readonly usage: string;
  /** Throws UsageFault for what is not understood. */
  readonly understand: (args: readonly string[]) => Deed;
}

/** A command line that was not understood; `message` says what is missing. */
export class UsageFault extends Error {}

/** It was understood and is not done, for these reasons. */
export class Refused extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Whether somebody only asks how to put it. */
function asksForHelp([first, ...more]: readonly string[]): boolean {
  return first === 'help' || [first, ...more].some((arg) => arg === '--help' || arg === '-h');
}

/** Carries out one command line. Answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCommandLine(
  { usage, understand }: CommandLine,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { print } = surroundings;
  if (asksForHelp(args)) {
    print(usage);
    return 0;
  }
  try {
    await onDatabase(understand(args), surroundings);
    return 0;
  } catch (error) {
    if (error instanceof UsageFault) {
      print(`${error.message}\n${usage}`);
      return 2;
    }
    for (const line of error instanceof Refused ? error.lines : [errorText(error)]) print(line);
    return 1;
  }
}

async function onDatabase(deed: Deed, { address, print }: Surroundings): Promise<void> {
  const { databaseUrl, namedBy } = address();
  const db = createDatabase(databaseUrl, { max: 2 });
  try {
    await reachDatabase(db, { tries: 1, namedBy });
    await deed({ db, print });
  } finally {
    await db.destroy();
  }
}
