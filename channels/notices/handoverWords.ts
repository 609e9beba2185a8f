import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { NoticeWords } from './words.ts';

type HandoverTemplate = Extract<NoticeTemplate, `handover-${string}` | 'roster-published'>;
type HandoverWords = Readonly<Record<HandoverTemplate, NoticeWords>>;

export const HANDOVER_ZH: HandoverWords = {
  'roster-published': {
    subject: (p) => `${p('week')} 当周排班已发布`,
    text: (p) => `${p('week')} 当周排班（第 ${p('version')} 版）已发布，您共有 ${p('shifts')} 个班次，请查看。`,
  },
  'handover-open': {
    subject: (p) => `${p('day')} ${p('shift')}交接：请补充说明`,
    text: (p) =>
      `本班交接单 ${p('handoverId')} 已生成，共 ${p('lines')} 张工单（紧急工单、到期承诺、待复留言）。请在 ${p('dueAt')} 前补充说明，由下一班接收。`,
  },
  'handover-waiting': {
    subject: (p) => `${p('day')} ${p('shift')}的交接单待接收`,
    text: (p) => `交接单 ${p('handoverId')} 共 ${p('lines')} 张工单，请于 ${p('dueAt')} 前接收。`,
  },
  'handover-accepted': {
    subject: (p) => `${p('day')} ${p('shift')}交接已由工号 ${p('staffNo')} 接收`,
    text: (p) =>
      `交接单 ${p('handoverId')}（${p('lines')} 张工单）已由工号 ${p('staffNo')} 接收。未列入的工单仍由您负责。`,
  },
  'handover-late': {
    subject: (p) => `${p('day')} ${p('shift')}交接单有新增工单`,
    text: (p) => `您接收交接单 ${p('handoverId')} 之后，上一班又有新增事项，现共 ${p('lines')} 张工单，一并由您接手。`,
  },
  'handover-missed': {
    subject: (p) => `${p('day')} ${p('shift')}交接逾期未接收`,
    text: (p, { staffNo = null }) =>
      `交接单 ${p('handoverId')}（${p('lines')} 张工单）应于 ${p('dueAt')} 前由下一班接收，${staffNo === null ? '至今无人接收，请立即处理' : `工号 ${p('staffNo')} 逾期才接收`}。`,
  },
};

export const HANDOVER_EN: HandoverWords = {
  'roster-published': {
    subject: (p) => `The roster of the week of ${p('week')} is published`,
    text: (p) =>
      `Version ${p('version')} of the roster for the week of ${p('week')} is published. You have ${p('shifts')} shifts in it.`,
  },
  'handover-open': {
    subject: (p) => `Hand-over of the ${p('shift')} of ${p('day')}: please add what is to be said`,
    text: (p) =>
      `The hand-over note ${p('handoverId')} has ${p('lines')} tickets (urgent ones, promises that fall due, left messages). Add your words by ${p('dueAt')}; the next shift accepts it.`,
  },
  'handover-waiting': {
    subject: (p) => `The ${p('shift')} of ${p('day')} hands over to you`,
    text: (p) => `The hand-over note ${p('handoverId')} has ${p('lines')} tickets. Please accept it by ${p('dueAt')}.`,
  },
  'handover-accepted': {
    subject: (p) => `${p('staffNo')} accepted the hand-over of the ${p('shift')} of ${p('day')}`,
    text: (p) =>
      `The hand-over note ${p('handoverId')} with ${p('lines')} tickets is with ${p('staffNo')}. Tickets that are not on it stay with you.`,
  },
  'handover-late': {
    subject: (p) => `More came onto the hand-over of the ${p('shift')} of ${p('day')}`,
    text: (p) =>
      `After you accepted ${p('handoverId')} more came in during the shift before: ${p('lines')} tickets now, all of them yours.`,
  },
  'handover-missed': {
    subject: (p) => `Nobody accepted the hand-over of the ${p('shift')} of ${p('day')} in time`,
    text: (p, { staffNo = null }) =>
      `The hand-over note ${p('handoverId')} with ${p('lines')} tickets was to be accepted by ${p('dueAt')}. ${staffNo === null ? 'Nobody has; please see to it' : `${p('staffNo')} accepted it too late`}.`,
  },
};
