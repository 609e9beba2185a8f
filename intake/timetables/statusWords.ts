import type { Words } from '../../contracts/words.ts';
import type { TimetableHead } from '../../db/repositories/timetables/timetableVersions.ts';

/** What a version of a calendar or policy is, as a sentence goes on after its number. */
export const STATUS_WORDS: Readonly<Record<TimetableHead['status'], Words>> = {
  draft: { zh: '仍为草稿', en: 'a draft' },
  published: { zh: '已发布', en: 'published' },
  discarded: { zh: '已作废', en: 'discarded' },
};
