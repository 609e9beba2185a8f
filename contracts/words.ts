/** What people read, in both languages of the desk; each reader is shown one of them. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What stands where nothing stands. */
export const NOTHING: Words = { zh: '无', en: 'none' };

/** In English; a value that was quoted as it stood is the same in every language. */
export function english(text: string | Words): string {
  return typeof text === 'string' ? text : text.en;
}
