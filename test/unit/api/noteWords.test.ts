import { describe, expect, test } from 'vitest';
import { shownNote } from '../../../api/timetables/noteWords.ts';

describe('the note of a version', () => {
  test.each([
    ['built in', '内置'],
    ['imported file', '导入的文件'],
    ['notice of 2027, csv', '2027年节假日安排（CSV）'],
    ['notice of 2027, holiday-cn', '2027年节假日安排（JSON）'],
    ['notice of 2027 from 2027.csv', '2027年节假日安排（文件 2027.csv）'],
    ['from policy.yaml', '导入自文件 policy.yaml'],
  ])('what the desk notes by itself is read in Chinese and in English: %s', (note, zh) => {
    expect(shownNote(note, 'zh-CN')).toBe(zh);
    expect(shownNote(note, 'en')).toBe(note);
  });

  test.each(['winter hours', '春节排班', 'from the office', 'built in haste', ''])(
    'what somebody wrote stays as written: %j',
    (note) => {
      expect(shownNote(note, 'zh-CN')).toBe(note);
      expect(shownNote(note, 'en')).toBe(note);
    },
  );
});
