import type { Words } from './words.ts';

/** What stands in the place of the desk's words for an account whose scopes do not cover them. */
export const WITHHELD: Words = {
  zh: '客服已答复；该内容超出您的权限范围，已发至主账号。',
  en: 'The desk has answered; what it says is beyond the scopes of this account and has gone to the main account.',
};
