import type { ReviewOrigin } from '../../contracts/reviews.ts';
import type { Words } from '../../contracts/words.ts';

/** What people call what a review begins with. */
export const ORIGIN_WORDS: Readonly<Record<ReviewOrigin, Words>> = {
  rating: { zh: '不满意评价', en: 'dissatisfied rating' },
  complaint: { zh: '服务投诉', en: 'service complaint' },
  sample: { zh: '随机抽检', en: 'random sample' },
};
