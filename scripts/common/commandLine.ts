import type { Kysely } from 'kysely';
import { createDatabase } from '../../db/connect.ts';
import { errorText } from '../../db/errorText.ts';
import { reachDatabase } from '../../db/reach.ts';
import type { DB } from '../../db/schema/rows.ts';

export interface Surroundings {
  readonly databaseUrl: string;
  /** Where that address stands, if not in DATABASE_URL. */
  readonly namedBy?: string | undefined;
  readonly print: (line: string) => void;
}

export interface Connected {
  readonly db: Kysely<DB>;
  readonly print: (line: string) => void;
}

export interface CommandLine {
  readonly usage: string;
  /** Throws UsageFault for what is not understood, Refused for what cannot be done. */
  readonly carryOut: (args: readonly string[], connected: Connected) => Promise<void>;
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
export function asksForHelp([first, ...more]: readonly string[]): boolean {
  return first === 'help' || [first, ...more].some((arg) => arg === '--help' || arg === '-h');
}

/** Carries out one command line. Answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCommandLine(
  { usage, carryOut }: CommandLine,
  args: readonly string[],
  { databaseUrl, namedBy, print }: Surroundings,
): Promise<number> {
  if (asksForHelp(args)) {
    print(usage);
    return 0;
  }
  const db = createDatabase(databaseUrl, { max: 2 });
  try {
    await reachDatabase(db, { tries: 1, namedBy });
    await carryOut(args, { db, print });
    return 0;
  } catch (error) {
    if (error instanceof UsageFault) {
      print(`${error.message}\n${usage}`);
      return 2;
    }
    for (const line of error instanceof Refused ? error.lines : [errorText(error)]) print(line);
    return 1;
  } finally {
    await db.destroy();
  }
}
