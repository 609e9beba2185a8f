import type { NoticeTemplate } from '../../contracts/notices.ts';

export type Params = Readonly<Record<string, string | number | null>>;

/** What the words of one language are made from: values are already words of that language. */
export type Fill = (name: string, otherwise?: string) => string;

export interface NoticeWords {
  readonly subject: (fill: Fill) => string;
  readonly text: (fill: Fill, params: Params) => string;
}

export type NoticeBook = { readonly [Template in NoticeTemplate]: NoticeWords };
