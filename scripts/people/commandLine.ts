import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { shownInstant } from '../../contracts/instants.ts';
import { errorText } from '../../db/errorText.ts';
import { isKeyOwner, type KeyOwner, type KeyRow, listKeys, revokeKey } from '../../db/repositories/people/apiKeys.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type Entered, enterPeople, PeopleRefused } from '../../intake/people/enterPeople.ts';
import { issueKey } from '../../intake/people/issueKey.ts';
import { type CommandLine, type Deed, Refused, UsageFault } from '../common/commandLine.ts';
import { readPeople } from './readPeople.ts';

const KEY_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const PEOPLE: CommandLine = {
  usage: `Usage: npm run people -- COMMAND
  import FILE         adds and updates whom the file names (docs/people.example.json); deletes nobody
  key OWNER …         a new API key for each, shown this once
  keys [OWNER …]      which keys there are
  revoke KEY-ID …     ends keys, within seconds; the ids are in \`keys\`
  OWNER: --account ID, --staff NUMBER, --client ID`,
  understand: (args) => {
    const { values, positionals } = parse(args);
    const [command, ...subjects] = positionals;
    const owners = ownersIn(values);
    // What would count for nothing was meant for something.
    const idle = command === 'key' || command === 'keys' ? subjects : owners.map(({ kind, id }) => `--${kind} ${id}`);
    if (idle.length > 0) throw new UsageFault(`What is ${idle.join(' ')} for?`);
    switch (command) {
      case 'import':
        return importFile(subjects);
      case 'key':
        return giveKeys(owners);
      case 'keys':
        return showKeys(owners);
      case 'revoke':
        return revoke(subjects);
      default:
        throw new UsageFault(command === undefined ? 'What shall be done?' : `There is no command ${command}.`);
    }
  },
};

const OWNER = { type: 'string', multiple: true } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { account: OWNER, staff: OWNER, client: OWNER },
    });
  } catch (error) {
    throw new UsageFault(errorText(error), { cause: error });
  }
}

function ownersIn(given: Readonly<Partial<Record<KeyOwner['kind'], string[] | undefined>>>): KeyOwner[] {
  return (['account', 'staff', 'client'] as const).flatMap((kind) => (given[kind] ?? []).map((id) => ({ kind, id })));
}

function importFile([file, ...more]: readonly string[]): Deed {
  if (file === undefined || more.length > 0) throw new UsageFault('Which file? One of them.');
  return async ({ db, print }) => {
    const { people, refused } = readPeople(readFileSync(file, 'utf8'), file);
    try {
      for (const line of enteredLines(await enterPeople(db, people))) print(line);
    } catch (error) {
      throw error instanceof PeopleRefused ? refused(error.faults) : error;
    }
  };
}

function enteredLines({ written, revoked }: Entered): string[] {
  const counts = Object.entries(written).map(
    ([kind, { added, changed }]) => `${kind}: ${added} added, ${changed} changed`,
  );
  return revoked === 0 ? counts : [...counts, `keys: ${revoked} revoked, of staff who have left`];
}

/** For all of them or for none. */
function giveKeys(owners: readonly KeyOwner[]): Deed {
  if (owners.length === 0) throw new UsageFault('For whom? --account ID, --staff NUMBER or --client ID');
  return async ({ db, print }) => {
    const lines = await db.transaction().execute(async (tx) => {
      const issued: string[] = [];
      for (const owner of owners) {
        const key = await issueKey(tx, owner);
        if (key === null) throw nobody(owner);
        issued.push(`${owner.kind} ${owner.id}  ${key.key}  (id ${key.keyId})`);
      }
      return issued;
    });
    for (const line of lines) print(line);
  };
}

function nobody({ kind, id }: KeyOwner): Refused {
  return new Refused([`There is no ${kind} ${id}, or he has left.`]);
}

async function keysOf(db: Kysely<DB>, owner: KeyOwner): Promise<KeyRow[]> {
  const keys = await listKeys(db, owner);
  if (keys.length === 0 && !(await isKeyOwner(db, owner))) throw nobody(owner);
  return keys;
}

function showKeys(owners: readonly KeyOwner[]): Deed {
  return async ({ db, print }) => {
    const found =
      owners.length === 0 ? [await listKeys(db, null)] : await Promise.all(owners.map((one) => keysOf(db, one)));
    const lines = found.flat().map(keyLine);
    for (const line of lines.length === 0 ? ['no keys'] : lines) print(line);
  };
}

function keyLine({ keyId, kind, id, createdAt, revokedAt }: KeyRow): string {
  const end = revokedAt === null ? '' : `, revoked ${shownInstant(revokedAt.toISOString())}`;
  return `${keyId}  ${kind} ${id}  made ${shownInstant(createdAt.toISOString())}${end}`;
}

function revoke(keyIds: readonly string[]): Deed {
  if (keyIds.length === 0) throw new UsageFault('Which key? Its id; `keys` lists them.');
  return async ({ db, print }) => {
    const faults: string[] = [];
    for (const keyId of keyIds) {
      if (KEY_ID.test(keyId) && (await revokeKey(db, keyId))) print(`${keyId} is revoked`);
      else faults.push(`There is no key ${keyId}; \`keys\` lists them by their ids.`);
    }
    if (faults.length > 0) throw new Refused(faults);
  };
}
