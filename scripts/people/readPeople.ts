import { faultsOf } from '../../api/http/faults.ts';
import { readPlaced } from '../../api/http/placed.ts';
import type { FieldError } from '../../contracts/errors.ts';
import { type People, peopleSchema } from '../../contracts/schemas/people.ts';
import { faultLine } from '../common/faultLine.ts';
import { Refused } from '../common/commandLine.ts';

const AS_JSON = { zh: 'JSON（或 YAML）文本', en: 'JSON (or YAML)' };

export interface ReadPeople {
  readonly people: People;
  /** Of faults that are found later, each with its place in the file. */
  readonly refused: (faults: readonly FieldError[]) => Refused;
}

/** The people that a file's text names. Throws Refused with the first faults in its form, each with its line. */
export function readPeople(text: string, file: string): ReadPeople {
  const read = readPlaced(text, AS_JSON);
  if (!read.ok) throw refusedAt(read.faults, file);
  const refused = (faults: readonly FieldError[]): Refused => refusedAt(read.placed(faults), file);
  const result = peopleSchema.safeParse(read.content, { reportInput: true });
  if (!result.success) throw refused(faultsOf(result.error));
  return { people: result.data, refused };
}

function refusedAt(faults: readonly FieldError[], file: string): Refused {
  return new Refused(faults.map((fault) => faultLine(fault, file)));
}
