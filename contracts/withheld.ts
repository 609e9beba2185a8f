import type { Words } from './words.ts';

/**
 * What somebody says in a ticket, as far as it decides who is told: the desk's own words of the matter, those that it says in a dispute,
 * or words that are for whoever reads the ticket: what customers say, what the desk asks for, and what it says of somebody's conduct.
 */
export type Speaking = 'of-matter' | 'of-dispute' | 'for-reader';

/** What stands in the place of the desk's words for an account whose scopes do not cover them. */
export const WITHHELD: Words = {
  zh: '客服的答复或说明超出您的权限范围，已发至主账号。',
  en: 'What the desk says here is beyond the scopes of this account and has gone to the main account.',
};

/** The same of what a merge brought from another account's ticket. */
export const WITHHELD_OF_ANOTHER: Words = {
  zh: '该内容由另一账号的工单并入，仅该账号及主账号可以查看。',
  en: 'This came by a merge from the ticket of another account, which alone reads it beside the main account.',
};
