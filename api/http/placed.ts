import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { FieldError } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';
import { overgrown } from '../../intake/overgrown.ts';
import { yamlFault } from '../../intake/yamlFault.ts';

/** Nobody mends more in one go. */
const MOST_FAULTS = 100;

type PlacedFile =
  | {
      readonly ok: true;
      readonly content: unknown;
      /** The first faults, each with the line of what its pointer leads to. */
      readonly placed: (faults: readonly FieldError[]) => FieldError[];
    }
  | { readonly ok: false; readonly faults: readonly FieldError[] };

/** What a YAML or JSON text (JSON is YAML) says, and where; `kind` is what the file is expected to be. */
export function readPlaced(text: string, kind: Words): PlacedFile {
  const tooMuch = overgrown(text);
  if (tooMuch !== null) return { ok: false, faults: [{ pointer: '', ...tooMuch }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors
      .slice(0, MOST_FAULTS)
      .map((error) => ({ pointer: '', expected: kind, ...yamlFault(error, lines) }));
    return { ok: false, faults };
  }
  const placed = (faults: readonly FieldError[]): FieldError[] =>
    faults.slice(0, MOST_FAULTS).map((fault) => ({ ...fault, line: lineOf(document, fault.pointer, lines) }));
  return { ok: true, content: document.toJS(), placed };
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
