import { Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import type { FieldError } from '../../contracts/errors.ts';
import { policySchema } from '../../contracts/schemas/policy.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import { clockRule, isClockRuleId } from '../../domain/clocks/rules.ts';
import { yamlFault } from '../../intake/notices/yamlFault.ts';
import { invalid, soundPolicy } from '../../intake/timetables/kinds.ts';
import { TimetableRefused } from '../../intake/timetables/refused.ts';
import { faultsOf } from '../http/faults.ts';

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

/** The policy that a YAML file holds. Throws TimetableRefused with every fault, each with its line and its path in the file. */
export function parsePolicyFile(text: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    throw invalid(
      document.errors.map((error) => ({
        pointer: '',
        expected: { zh: 'YAML 文本', en: 'YAML' },
        ...yamlFault(error, lines),
      })),
    );
  const placed = (fault: FieldError): FieldError => ({ ...fault, line: lineOf(document, fault.pointer, lines) });
  const result = policySchema.safeParse(contentOf(document), { reportInput: true });
  if (!result.success) throw invalid(faultsOf(result.error).map(placed));
  try {
    return soundPolicy(result.data);
  } catch (error) {
    if (!(error instanceof TimetableRefused)) throw error;
    throw invalid((error.refusal.errors ?? []).map(placed));
  }
}

function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    // Aliases that would unfold without end, or that stand for nothing.
    const expected = { zh: '不含别名的 YAML', en: 'YAML without aliases' };
    const got = { zh: '不能展开的别名', en: 'an alias that cannot be unfolded' };
    throw invalid([{ pointer: '', expected, got, line: 1 }]);
  }
}

/** The line of what the pointer leads to; of what missing, the line of what it is missing from. */
function lineOf(document: ReturnType<typeof parseDocument>, pointer: string, lines: LineCounter): number {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let line = 1;
  let node: unknown = document.contents;
  for (const part of path) {
    const key = keyIn(node, part);
    if (key === null) break;
    const { at, value } = key;
    if (isNode(at) && at.range) line = lines.linePos(at.range[0]).line;
    node = value;
  }
  return line;
}

function keyIn(node: unknown, part: string): { readonly at: unknown; readonly value: unknown } | null {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return item === undefined ? null : { at: item, value: item };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
  return pair === undefined ? null : { at: pair.key, value: pair.value };
}
