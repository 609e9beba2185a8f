import { CST, Lexer, LineCounter, Parser } from 'yaml';
import type { Words } from '../contracts/words.ts';
import { atColumn } from './yamlFault.ts';

/** No file of ours comes near any of these. */
const DEEPEST = 20;
export const LONGEST = 1000;
const MOST_LEXEMES = 100_000;
const EXPECTED: Words = {
  zh: `嵌套不超过 ${DEEPEST} 层，每层不超过 ${LONGEST} 项`,
  en: `at most ${DEEPEST} levels and ${LONGEST} entries in each`,
};
const IN_ALL: Words = {
  zh: `全文不超过 ${MOST_LEXEMES} 个词和符号`,
  en: `at most ${MOST_LEXEMES} words and signs in all`,
};
const NO_ALIAS: Words = { zh: '不含别名的 YAML', en: 'YAML without aliases' };

/**
 * Where a YAML or JSON text outgrows every file of ours, null where it does not. To be asked before it is read: the reader follows each level
 * by calling itself, and where the stack ends there the process may end too; and it compares each key with all beside it. An alias stands for
 * more than is written.
 */
export function overgrown(
  text: string,
): { readonly line: number; readonly expected: Words; readonly got: Words } | null {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const faultAt = (at: number, expected: Words, got: Words) => {
    const { line, col } = lines.linePos(at);
    return { line, expected, got: atColumn(col, got) };
  };
  let lexemes = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    lexemes += 1;
    if (lexemes > MOST_LEXEMES) return faultAt(at, IN_ALL, ONE_MORE);
    if (!isText && CST.tokenType(lexeme) === 'alias') return faultAt(at, NO_ALIAS, ALIAS);
    isText = lexeme === CST.SCALAR;
    Array.from(parser.next(lexeme));
    const entries = parser.stack.flatMap((token) => ('items' in token ? [token.items.length] : []));
    const isDeep = entries.length > DEEPEST;
    if (!isDeep && entries.every((count) => count <= LONGEST)) continue;
    return faultAt(at, EXPECTED, isDeep ? DEEPER : ONE_MORE);
  }
  return null;
}

const ALIAS: Words = { zh: '别名', en: 'an alias' };
const DEEPER: Words = { zh: '更深一层', en: 'one level more' };
export const ONE_MORE: Words = { zh: '更多一项', en: 'one entry more' };
