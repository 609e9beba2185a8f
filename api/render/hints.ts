import type { HintsAnswer } from '../../contracts/schemas/promise.ts';
import type { Words } from '../../contracts/words.ts';
import { namedTime } from '../../domain/ticket/namedTime.ts';

/** Words to a customer, by whoever wrote them. */
export interface ToldWords {
  readonly text: string;
  /** They may be the word that was promised before, and are not where they only name a time. */
  readonly mayKeep: boolean;
}

const KEEPS_NOTHING: Words = {
  zh: '；未注明 keepsPromises 时，本条不视为兑现先前的承诺',
  en: '; without keepsPromises these words keep no earlier promise',
};

/** A time that was told and that nobody keeps watch over is soon forgotten. */
export function timeHints({ text, mayKeep }: ToldWords): HintsAnswer {
  const found = namedTime(text);
  if (found === null) return [];
  const keeps = mayKeep ? KEEPS_NOTHING : { zh: '', en: '' };
  return [
    {
      code: 'time-without-promise',
      found,
      zh: `“${found}”提到了时间：如为承诺，请另发一条附 promise.by 的消息，系统将计时提醒${keeps.zh}`,
      en: `“${found}” names a time: if that is a promise, send it with promise.by, and the desk watches over it${keeps.en}`,
    },
  ];
}
