import type { Words } from '../words.ts';

/** What a check of our own expects, as its `error`: zod carries one text only. Read back with `wordsSaid`. */
export function said(zh: string, en: string): string {
  return JSON.stringify({ zh, en });
}

/** The words that `said` made; null for a message of zod's own. */
export function wordsSaid(message: string): Words | null {
  if (!message.startsWith('{"zh":')) return null;
  const { zh, en }: { zh?: unknown; en?: unknown } = JSON.parse(message);
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null;
}
