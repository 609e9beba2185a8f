import type { Fill } from './words.ts';

/** What was merged; it is not named to whoever may not read it. */
export function mergedZh(p: Fill): string {
  const from = p('mergedFrom', '');
  return `${from === '' ? '另一工单' : `${from} `}已并入工单 ${p('ticketNo')}`;
}

/** The same in English. */
export function mergedEn(p: Fill): string {
  return `${p('mergedFrom', 'Another ticket')} ${p('mergedFrom', '') === '' ? 'has been' : 'was'} merged into ticket ${p('ticketNo')}`;
}
