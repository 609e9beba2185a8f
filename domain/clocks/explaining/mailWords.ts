import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { closingOf, dayOf, isWorkday } from '../../calendar/workTime.ts';
import { instantWords } from './words.ts';
import { toLocal } from '../../calendar/zone.ts';

/** Which branch of the mail limit holds for mail of an instant; `start` and `due` in ms. */
export function mailWords(start: number, due: number | null, calendar: Calendar): Words {
  const { zone } = calendar;
  const at = instantWords(start, zone);
  if (!isWorkday(dayOf(start, calendar), calendar)) {
    return {
      zh: `${at.zh}的邮件，非工作日来信：其后首个工作日下班前`,
      en: `E-mail of ${at.en}, a day off: closing of the first workday after it`,
    };
  }
  const nextIsOver = due !== null && toLocal(due, zone).time < toLocal(start, zone).time;
  if (nextIsOver && start < closingOf(dayOf(start, calendar), calendar)) {
    return {
      zh: `${at.zh}的邮件，工作日来信：次一工作日下班较早，24小时（按工作日计）已过该日下班，以该日下班为限`,
      en: `E-mail of ${at.en}, a workday: the next workday closes earlier, 24 hours of workdays would pass its closing, so that closing`,
    };
  }
  if (nextIsOver) {
    return {
      zh: `${at.zh}的邮件，工作日下班后来信：24小时（按工作日计）已过次一工作日下班，以该日下班为限`,
      en: `E-mail of ${at.en}, a workday after closing: 24 hours of workdays would pass the closing of the next workday, so that closing`,
    };
  }
  return {
    zh: `${at.zh}的邮件，工作日来信：24小时（按工作日计），即次一工作日同一时刻`,
    en: `E-mail of ${at.en}, a workday: 24 hours counted in workdays, the same time of the next workday`,
  };
}
