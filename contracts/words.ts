/** What people read, in both languages of the desk; each reader is shown one of them. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What stands where nothing stands. */
export const NOTHING: Words = { zh: '无', en: 'none' };

/** A list in both languages. */
export function listed(parts: readonly string[]): Words {
  return { zh: parts.join('、'), en: parts.join(', ') };
}

/** In English; a value that was quoted as it stood is the same in every language. */
export function english(text: string | Words): string {
  return typeof text === 'string' ? text : text.en;
}
