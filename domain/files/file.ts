import type { MediaType } from '../../contracts/attachments.ts';
import { maskSecrets } from '../privacy/secrets.ts';

const SIGNATURES: readonly (readonly [MediaType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const ENDINGS: Readonly<Record<MediaType, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
};
const LONGEST_NAME = 100;
/** What is looked at of a name that was told: to compose marks costs the square of how many there are. */
const LONGEST_TOLD = 1000;

/** What a file is by how it begins; its name and what the sender calls it prove nothing. Null for all but JPG, PNG and PDF. */
export function mediaTypeOf(content: Uint8Array): MediaType | null {
  const found = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => content[index] === byte));
  return found?.[0] ?? null;
}

/** A name to keep a file by: no folders, no secret, nothing invisible or turned around, and the ending of what the file is. */
export function fileName(told: string, mediaType: MediaType): string {
  const last = told.slice(-LONGEST_TOLD).normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = maskSecrets(last)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"<>|:*?]/gu, '')
    .trim();
  const endings = ENDINGS[mediaType];
  const ending = endings.find((each) => plain.toLowerCase().endsWith(`.${each}`));
  const stem = (ending === undefined ? plain : plain.slice(0, -ending.length - 1)).replaceAll(/^\.+/g, '');
  return `${Array.from(stem || 'file')
    .slice(0, LONGEST_NAME)
    .join('')}.${ending ?? endings[0] ?? ''}`;
}
