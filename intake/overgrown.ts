import { Lexer, LineCounter, Parser } from 'yaml';
import type { Words } from '../contracts/words.ts';
import { atColumn } from './yamlFault.ts';

/** No file of ours comes near either. */
const DEEPEST = 20;
export const LONGEST = 1000;
const EXPECTED: Words = {
  zh: `嵌套不超过 ${DEEPEST} 层，每层不超过 ${LONGEST} 项`,
  en: `at most ${DEEPEST} levels and ${LONGEST} entries in each`,
};

/**
 * Where a YAML or JSON text outgrows every file of ours, null where it does not. To be asked before it is read: the reader follows each level
 * by calling itself, and where the stack ends there the process may end too; and it compares each key with all beside it.
 */
export function overgrown(
  text: string,
): { readonly line: number; readonly expected: Words; readonly got: Words } | null {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    Array.from(parser.next(lexeme));
    const entries = parser.stack.flatMap((token) => ('items' in token ? [token.items.length] : []));
    const isDeep = entries.length > DEEPEST;
    if (!isDeep && entries.every((count) => count <= LONGEST)) continue;
    const { line, col } = lines.linePos(at);
    return { line, expected: EXPECTED, got: atColumn(col, isDeep ? DEEPER : ONE_MORE) };
  }
  return null;
}

const DEEPER: Words = { zh: '更深一层', en: 'one level more' };
export const ONE_MORE: Words = { zh: '更多一项', en: 'one entry more' };
