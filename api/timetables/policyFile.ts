import { Document, isMap, isScalar, visit, type YAMLMap } from 'yaml';
import { policySchema } from '../../contracts/schemas/policy.ts';
import type { Words } from '../../contracts/words.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import { clockRule, isClockRuleId } from '../../domain/clocks/rules.ts';
import { invalid, soundPolicy } from '../../intake/timetables/kinds.ts';
import { TimetableRefused } from '../../intake/timetables/refused.ts';
import { faultsOf } from '../http/faults.ts';
import { readPlaced } from '../http/placed.ts';

/** Fields that read best on one line. */
const ON_ONE_LINE = new Set(['length', 'target', 'near']);
const HEAD = ` Limits of the desk: how long each runs, when somebody is told before its end (near), and who is told (told).
 Import it with "npm run policy -- import FILE" or POST /v1/policies/import.`;

/** A policy as one YAML file: its clocks in the order they were written in, each under its name. */
export function policyFile(policy: Policy): string {
  const document = new Document(policy, { aliasDuplicateObjects: false });
  document.commentBefore = HEAD;
  visit(document, {
    Seq: (_key, seq) => {
      seq.flow = true;
    },
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || !isMap(value)) return;
      if (ON_ONE_LINE.has(String(key.value))) value.flow = true;
      if (key.value === 'clocks') nameClocks(value);
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function nameClocks(clocks: YAMLMap): void {
  for (const { key } of clocks.items) {
    const id = isScalar(key) ? String(key.value) : '';
    if (!isScalar(key) || !isClockRuleId(id)) continue;
    const { zh, en } = clockRule(id);
    key.commentBefore = ` ${zh} · ${en}`;
  }
}

const AS_YAML: Words = { zh: 'YAML 文本', en: 'YAML' };

/** The policy that a YAML file holds. Throws TimetableRefused with its first faults, each with its line and its path in the file. */
export function parsePolicyFile(text: string): Policy {
  const file = readPlaced(text, AS_YAML);
  if (!file.ok) throw invalid(file.faults);
  const result = policySchema.safeParse(file.content, { reportInput: true });
  if (!result.success) throw invalid(file.placed(faultsOf(result.error)));
  try {
    return soundPolicy(result.data);
  } catch (error) {
    if (!(error instanceof TimetableRefused)) throw error;
    throw invalid(file.placed(error.refusal.errors ?? []));
  }
}
