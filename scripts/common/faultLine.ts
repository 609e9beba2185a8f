import type { FieldError } from '../../contracts/errors.ts';
import { english } from '../../contracts/words.ts';

/** `file.yaml:12: /clocks/X/length/n: expected …, got …` */
export function faultLine({ line, pointer, expected, got }: FieldError, file: string | null): string {
  const place = [file, line].filter((part) => part !== null && part !== undefined).join(':');
  const field = pointer === '' ? '' : `${pointer}: `;
  return `${place === '' ? '' : `${place}: `}${field}expected ${expected.en}${got === undefined ? '' : `, got ${english(got)}`}`;
}
