import { CLOSED_ZH } from './closingWords.ts';
import { DISPUTE_ZH } from './disputeWords.ts';
import { expectedZh, longerZh, processZh, WORK_ZH } from './expectedWords.ts';
import { HANDOVER_ZH } from './handoverWords.ts';
import { mergedZh } from './mergedWords.ts';
import { heldOpenZh, promisedZh } from './promiseWords.ts';
import { replannedZh } from './replanWords.ts';
import { REVIEW_ZH } from './reviewWords.ts';
import { reassessedZh } from './roundWords.ts';
import { missedZh, pastTargetZh } from './targetWords.ts';
import type { NoticeBook } from './words.ts';

/** How to ask for progress: part of every first answer. */
const ASK = '查询进度：登录平台凭工单编号查询，或致电客服报工单编号；邮件请以“【进度查询】- 工单编号”为主题。';

/** The words of every notice in Chinese. */
export const ZH: NoticeBook = {
  'ticket-opened': {
    subject: (p) => `工单 ${p('ticketNo')} 已接收`,
    text: (p, params) =>
      `您好，您的问题已登记，工单编号 ${p('ticketNo')}。\n${processZh(p, params)}\n${expectedZh(p, params)}\n${ASK}`,
  },
  'ticket-queued': {
    subject: (p) => `新工单 ${p('ticketNo')} 待接手`,
    text: (p, { round = null }) =>
      `工单 ${p('ticketNo')}（${p('category', '未分类')}）${round === null ? `已进入${p('department')}队列` : `等待第 ${p('round')} 轮重新评估`}，请及时接手。`,
  },
  'ticket-classified': {
    subject: (p) => `工单 ${p('ticketNo')} 已分类`,
    text: (p, params) =>
      `您的工单 ${p('ticketNo')} 已分类。${longerZh(p, params)}\n` +
      `${processZh(p, params)}\n${expectedZh(p, params)}\n${ASK}`,
  },
  'ticket-taken-over': {
    subject: (p) => `工单 ${p('ticketNo')} 已由工号 ${p('staffNo')} 接手`,
    text: (p, params) =>
      `您好，工号 ${p('staffNo')} 已接手您的工单 ${p('ticketNo')}。\n${WORK_ZH}\n${expectedZh(p, params)}\n${ASK}`,
  },
  'ticket-assigned': {
    subject: (p) => `工单 ${p('ticketNo')} 已指派给您`,
    text: (p) =>
      `工单 ${p('ticketNo')}（${p('category', '未分类')}）超过接手时限无人接手，已指派给工号 ${p('staffNo')}，请立即接手。`,
  },
  'ticket-given': {
    subject: (p) => `工单 ${p('ticketNo')} 已分配给您`,
    text: (p) =>
      `工单 ${p('ticketNo')}（${p('category', '未分类')}）已分配给您，原因：${p('assignedBecause', '您当前空闲')}。客户已获知您的工号，请尽快回复。`,
  },
  'ticket-sent-back': {
    subject: (p) => `工单 ${p('ticketNo')} 被退回`,
    text: (p) =>
      `${p('department')}退回了工单 ${p('ticketNo')}（${p('sendBackReason', '原因见工单')}），请重新分类或安排处理。`,
  },
  'ticket-handed-on': {
    subject: (p) => `工单 ${p('ticketNo')} 转由工号 ${p('staffNo')} 处理`,
    text: (p) => `工单 ${p('ticketNo')} 已转由工号 ${p('staffNo')} 继续处理，全部记录一并移交，您无需重复说明。`,
  },
  'ticket-left': {
    subject: (p) => `工单 ${p('ticketNo')} 已转出`,
    text: (p) => `工单 ${p('ticketNo')} 已不在您名下，由他人继续处理，您无须再处理。`,
  },
  'ticket-merged': {
    subject: mergedZh,
    text: (p, { dueAt = null }) =>
      `${mergedZh(p)}，其内容和附件已转入：请一并处理并回复客户${dueAt === null ? '' : `，解决时限 ${p('dueAt')}`}。`,
  },
  'plan-agreed': {
    subject: (p) => `工单 ${p('ticketNo')} 的协同方案`,
    text: (p, params) =>
      `工单 ${p('ticketNo')} 由工号 ${p('staffNo')} 牵头，共 ${p('tasks')} 项部门任务，部门、责任人工号和时间节点见下。\n` +
      `${WORK_ZH}\n${expectedZh(p, params)}\n${ASK}`,
  },
  'plan-led': {
    subject: (p) => `工单 ${p('ticketNo')} 由您牵头`,
    text: (p) => `工单 ${p('ticketNo')} 的协同方案由您牵头：请跟进各部门任务，并在全部完成后答复客户。`,
  },
  'plan-led-beside': {
    subject: (p) => `工单 ${p('ticketNo')} 由工号 ${p('staffNo')} 牵头`,
    text: (p) =>
      `工单 ${p('ticketNo')} 的协同方案由工号 ${p('staffNo')} 牵头。工单仍在您名下，您可继续与客户联系；各部门任务完成后方可答复。`,
  },
  'plan-left': {
    subject: (p) => `工单 ${p('ticketNo')} 的协同方案需重新确定牵头人`,
    text: (p) =>
      `工单 ${p('ticketNo')} 的牵头人 ${p('staffNo')} 不再处理：请在 ${p('dueAt', '协同方案期限')} 前以 coordinate 指定新的牵头人，已有任务继续执行。`,
  },
  'plan-ended': {
    subject: (p) => `工单 ${p('ticketNo')} 的协同方案已结束`,
    text: (p) => `工单 ${p('ticketNo')} 的各部门任务均已完成或取消，工单由您一人继续处理：请答复客户。`,
  },
  'handler-judged': {
    subject: (p) => `工单 ${p('ticketNo')} 需改由他人处理`,
    text: (p) =>
      `服务核查针对工号 ${p('staffNo')}，其不再处理、也看不到工单 ${p('ticketNo')}，而该工单此时不能回到队列：请指定他人接手（hand-on）。`,
  },
  'task-moved': {
    subject: (p) => `任务 ${p('taskId')} 的时间节点调整`,
    text: (p, { from }) =>
      `工单 ${p('ticketNo')} 的协同方案已调整：任务 ${p('taskId')} 的时间节点${from === undefined ? '现' : `由 ${p('from')} 改`}为 ${p('milestoneAt')}。`,
  },
  'task-offered': {
    subject: (p) => `部门任务 ${p('taskId')} 待确认`,
    text: (p) =>
      `工单 ${p('ticketNo')} 的任务 ${p('taskId')} 由您负责，时间节点 ${p('milestoneAt', '见任务')}，请在 ${p('dueAt', '接受期限')} 前接受或拒绝。`,
  },
  'task-answered': {
    subject: (p) => `任务 ${p('taskId')}：${p('status')}`,
    text: (p) => `${p('department')}的任务 ${p('taskId')} 状态：${p('status')}。`,
  },
  'task-transferred': {
    subject: (p) => `任务 ${p('taskId')} 转由工号 ${p('staffNo')} 负责`,
    text: (p) =>
      `${p('department')}的任务 ${p('taskId')} 已转由工号 ${p('staffNo')} 负责，时间节点不变，由其在 ${p('dueAt', '接受期限')} 前接受或拒绝，原因见下。`,
  },
  'task-cancelled': {
    subject: (p) => `任务 ${p('taskId')} 已取消`,
    text: (p) => `工单 ${p('ticketNo')} 的任务 ${p('taskId')} 已取消，无需继续处理。`,
  },
  'message-received': {
    subject: (p) => `工单 ${p('ticketNo')} 的回复`,
    text: (p) => `工单 ${p('ticketNo')} 有新的回复，内容见下。`,
  },
  'customer-wrote': {
    subject: (p) => `工单 ${p('ticketNo')} 的客户有新留言`,
    text: (p, { dueAt }) =>
      dueAt === undefined
        ? `工单 ${p('ticketNo')} 的客户有新留言，请查看并回复。`
        : `紧急工单 ${p('ticketNo')} 的客户有新留言，请立即查看，并在 ${p('dueAt')} 前回复。`,
  },
  'material-requested': {
    subject: (p) => `工单 ${p('ticketNo')} 需要补充材料`,
    text: (p, params) =>
      `处理工单 ${p('ticketNo')} 需要您补充 ${p('items')} 项材料，清单和原因见下。\n` +
      '请遮挡与问题无关的敏感信息。' +
      `${p('dueAt', '期限')} 前未收到将先行结案${heldOpenZh(p, params)}，之后可重新打开。${promisedZh(p, params)}`,
  },
  'material-reminder': {
    subject: (p) => `提醒：工单 ${p('ticketNo')} 等待您的材料`,
    text: (p, params) =>
      `工单 ${p('ticketNo')} 仍在等待您补充材料，最晚 ${p('dueAt')}。逾期将先行结案${heldOpenZh(p, params)}，之后可重新打开。`,
  },
  'material-supplied': {
    subject: (p) => `工单 ${p('ticketNo')} 已补充材料`,
    text: (p) => `客户已为工单 ${p('ticketNo')} 补充材料，尚缺 ${p('missing')} 项。`,
  },
  'material-waived': {
    subject: (p) => `工单 ${p('ticketNo')} 无需再补充材料`,
    text: (p) => `工单 ${p('ticketNo')} 不再需要您补充材料，我们继续处理。`,
  },
  'answer-sent': {
    subject: (p) => `工单 ${p('ticketNo')} 的解决方案`,
    text: (p, params) =>
      `工单 ${p('ticketNo')} 的解决方案见下。请确认是否认可；如不认可，请说明原因，我们会换人重新评估。\n` +
      `${p('dueAt', '期限')} 前没有答复将先行结案${heldOpenZh(p, params)}，不视为认可，之后可重新打开。${promisedZh(p, params)}`,
  },
  'answer-reminder': {
    subject: (p) => `提醒：请确认工单 ${p('ticketNo')} 的解决方案`,
    text: (p) => `工单 ${p('ticketNo')} 的解决方案等待您确认，最晚 ${p('dueAt')}。`,
  },
  'answer-to-main-account': {
    subject: (p) => `工单 ${p('ticketNo')} 的答复由主账号确认`,
    text: (p) =>
      `工单 ${p('ticketNo')} 的答复超出您的权限范围：由主账号或具备相应权限的账号决定是否认可并评价，您无需操作。`,
  },
  'answer-accepted': {
    subject: (p) => `客户认可工单 ${p('ticketNo')} 的解决方案`,
    text: (p) => `客户已认可工单 ${p('ticketNo')} 的解决方案，工单结案。`,
  },
  'answer-rejected': {
    subject: (p) => `客户不认可工单 ${p('ticketNo')} 的解决方案`,
    text: (p) => `客户不认可工单 ${p('ticketNo')} 的解决方案，进入第 ${p('round', '1')} 轮重新评估，须由其他人员接手。`,
  },
  'reassessment-announced': {
    subject: (p) => `工单 ${p('ticketNo')} 重新评估`,
    text: (p, params) =>
      `我们理解您的不满，工单 ${p('ticketNo')} ${reassessedZh(p, params)}。\n${expectedZh(p, params)}\n${ASK}`,
  },
  'progress-reported': {
    subject: (p) => `工单 ${p('ticketNo')} 进度同步`,
    text: (p, params) => `工单 ${p('ticketNo')} 的最新进度见下。${promisedZh(p, params)}`,
  },
  'limit-moved': {
    subject: (p) => `工单 ${p('ticketNo')} 的时限调整`,
    text: (p, { mergedFrom, byMerge = mergedFrom, missed }) => {
      if (byMerge === undefined) return `工单 ${p('ticketNo')} 的新时限为 ${p('dueAt')}，原因见下。`;
      return missed === undefined
        ? `${mergedZh(p)}，两者中较早的时限有效：最晚 ${p('dueAt')} 答复您。`
        : `${mergedZh(p)}，其原定时限 ${p('dueAt')} 已过，未能按时解决，我们向您致歉：现优先处理，新的时间确定后立即告知您。`;
    },
  },
  'limit-replanned': {
    subject: (p) => `工单 ${p('ticketNo')} 的时限因节假日安排或规则调整而变更`,
    text: (p, params) =>
      `工单 ${p('ticketNo')} ${replannedZh(p, params)}。节假日安排或时限规则有调整。如有疑问，请凭工单编号查询。`,
  },
  'limit-on-day-off': {
    subject: (p) => `工单 ${p('ticketNo')} 约定的日期现为休息日`,
    text: (p, { clock }) =>
      `工单 ${p('ticketNo')} 的${p('clock')}约定为 ${p('dueAt')}，按新的工作日历该日休息。该日期不会自动移动：请与${clock === 'MILESTONE' ? '相关部门' : '客户'}另行约定，或确认当日仍可完成。`,
  },
  'milestone-past-limit': {
    subject: (p) => `任务 ${p('taskId')} 的时间节点晚于工单新时限`,
    text: (p) =>
      `工单 ${p('ticketNo')} 的时限现为 ${p('dueAt')}，任务 ${p('taskId')} 的时间节点仍为 ${p('milestoneAt')}：请提前完成，或由主管以 coordinate 调整协同方案。`,
  },
  'unpublished-year': {
    subject: (p) => `尚未导入 ${p('year')} 年节假日安排`,
    text: (p) =>
      `${p('year')} 年的放假通知尚未导入，涉及该年的时限均为暂定。通知公布后请导入：POST /v1/calendars/import，或 npm run calendar -- import FILE --year ${p('year')}。`,
  },
  'extension-requested': {
    subject: (p) => `工单 ${p('ticketNo')} 申请延期`,
    text: (p) => `处理人申请将工单 ${p('ticketNo')} 延期至 ${p('dueAt')}，请审批。`,
  },
  'extension-refused': {
    subject: (p) => `工单 ${p('ticketNo')} 的延期申请未获批准`,
    text: (p) => `工单 ${p('ticketNo')} 延期至 ${p('dueAt')} 的申请未获批准，原时限不变。`,
  },
  'date-set': {
    subject: (p) => `工单 ${p('ticketNo')} 的预计解决时间`,
    text: (p, { from }) =>
      `工单 ${p('ticketNo')} ${from === undefined ? '' : `原定 ${p('from')} 前解决，现改为`}预计于 ${p('dueAt')} 前解决，其间会定期向您同步进度。`,
  },
  urged: {
    subject: (p) => `工单 ${p('ticketNo')} 被催办`,
    text: (p) =>
      `客户第 ${p('times', '1')} 次催办工单 ${p('ticketNo')}（时限：${p('clock', '无')}），请在 ${p('dueAt', '期限')} 前答复。`,
  },
  escalated: {
    subject: (p) => `工单 ${p('ticketNo')} 要求升级`,
    text: (p) => `客户要求由资深客服处理工单 ${p('ticketNo')}，原因见下。`,
  },
  'escalation-waits': {
    subject: (p) => `工单 ${p('ticketNo')}：暂无资深客服空闲`,
    text: (p) =>
      `客户要求由资深客服处理工单 ${p('ticketNo')}，但此刻无人空闲。工单仍在原处理人处（${p('staffNo', '排队中')}），任何资深客服均可接手；请安排。`,
  },
  supervised: {
    subject: (p) => `工单 ${p('ticketNo')} 已督办`,
    text: (p) => `工单 ${p('ticketNo')} 已列入督办，须优先处理并及时报告。`,
  },
  'abuse-warned': {
    subject: (p) => `工单 ${p('ticketNo')}：请文明沟通`,
    text: (p) =>
      `我们愿意解决工单 ${p('ticketNo')} 的问题，但沟通中出现了辱骂、诽谤或威胁的言语。请文明沟通；再次出现时客服可以结束本次服务。`,
  },
  'account-limited': {
    subject: () => '账号的在线与电话服务暂时受限',
    text: (p) =>
      `因工单 ${p('ticketNo')} 中的言语，您账号的在线与电话服务限制至 ${p('until')}。紧急问题通道和邮件照常受理，原问题继续处理完毕。如有异议请以邮件说明。`,
  },
  'account-limit-lifted': {
    subject: () => '账号的服务限制已解除',
    text: () => '经复核，对您账号的服务限制有误，现已解除。给您带来不便，我们诚恳致歉。',
  },
  'incident-marked': {
    subject: (p) => `工单 ${p('ticketNo')} 标记为批量事件`,
    text: (p) => `工单 ${p('ticketNo')} 已标记为批量事件主单：同类工单请关联到它，答复一次，逐一送达。`,
  },
  'incident-attached': {
    subject: (p) => `工单 ${p('ticketNo')} 属于已知的批量事件`,
    text: (p) =>
      `您反映的问题（工单 ${p('ticketNo')}）属于正在统一处理的批量事件，处理结果会按您的原渠道告知，您无需重复说明。\n${ASK}`,
  },
  'incident-detached': {
    subject: (p) => `工单 ${p('ticketNo')} 单独处理`,
    text: (p) => `工单 ${p('ticketNo')} 不再随批量事件统一答复，将单独处理，原时限不变。`,
  },
  'incident-ended': {
    subject: (p) => `批量事件结束：主单 ${p('ticketNo')} 未答复`,
    text: (p) => `批量事件主单 ${p('ticketNo')} 已结束而没有统一答复：仍在等待的关联工单各自处理，客户已获知。`,
  },
  'incident-left-out': {
    subject: (p) => `工单 ${p('ticketNo')} 未随批量事件答复，须单独处理`,
    text: (p) =>
      `批量事件主单 ${p('head')} 已答复，但该答复不适用于工单 ${p('ticketNo')}（该工单不由答复人处理，或其解决方案未获认可，或须由上一级重新评估）：该工单已移出事件，请单独处理，原时限不变。`,
  },
  'suggestion-reviewed': {
    subject: (p) => `您的建议（工单 ${p('ticketNo')}）：${p('suggestionOutcome')}`,
    text: (p) => `感谢您的建议。产品体验组的评审结果：${p('suggestionOutcome')}，理由见下。`,
  },
  'follow-up-due': {
    subject: (p) => `工单 ${p('ticketNo')} 待回访`,
    text: (p, { reason }) =>
      `工单 ${p('ticketNo')} 已结案，请在 ${p('dueAt', '期限')} 前回访：是否已解决；${reason === 'RULED' ? '裁定不重新打开，未解决的由主管核实执行' : '未解决的重新打开'}。`,
  },
  'termination-review-due': {
    subject: (p) => `工单 ${p('ticketNo')} 终止服务待复核`,
    text: (p) => `工单 ${p('ticketNo')} 因不文明言语终止服务，请主管在 ${p('dueAt', '期限')} 前复核。`,
  },
  'termination-undone': {
    subject: (p) => `工单 ${p('ticketNo')}：我们致歉并继续处理`,
    text: (p) => `经主管复核，工单 ${p('ticketNo')} 不应终止服务。我们诚恳致歉，并继续为您处理。`,
  },
  'repeat-found': {
    subject: (p) => `工单 ${p('ticketNo')} 与 ${p('other')} 可能重复`,
    text: (p) => `工单 ${p('ticketNo')} 与 30 天内的工单 ${p('other')} 属于同一企业、同一订单，请一并查看。`,
  },
  'urgent-opened': {
    subject: (p) => `紧急工单 ${p('ticketNo')}`,
    text: (p) => `紧急工单 ${p('ticketNo')}（${p('category', '未分类')}），请立即处理：先控制影响，再查原因。`,
  },
  'urgent-confirmed': {
    subject: (p) => `工单 ${p('ticketNo')} 已按紧急处理`,
    text: (p) => `工单 ${p('ticketNo')} 已确认为紧急问题，优先处理。`,
  },
  'urgent-asked': {
    subject: (p) => `工单 ${p('ticketNo')} 申请按紧急处理`,
    text: (p) =>
      `客户申请将工单 ${p('ticketNo')}（${p('category', '未分类')}）按紧急处理，请立即核实并确认或转为普通处理。`,
  },
  'urgent-to-confirm': {
    subject: (p) => `工单 ${p('ticketNo')} 的紧急申请待核实`,
    text: (p) =>
      `工单 ${p('ticketNo')} 已受理。贵司 30 天内已有三次紧急申请经核实不属于紧急，本次须由主管确认后按紧急处理。`,
  },
  'urgent-downgraded': {
    subject: (p) => `工单 ${p('ticketNo')} 转为普通处理`,
    text: (p) => `经核实，工单 ${p('ticketNo')} 转为普通处理，原时限不变，原因见下。`,
  },
  'clock-reminder': {
    subject: (p) => `提醒：工单 ${p('ticketNo')} 的${p('clock')}`,
    text: (p) => `工单 ${p('ticketNo')} 的${p('clock')}将于 ${p('dueAt')} 到期。`,
  },
  'clock-warning': {
    subject: (p) => `预警：工单 ${p('ticketNo')} 的${p('clock')}即将到期`,
    text: (p) => `工单 ${p('ticketNo')} 的${p('clock')}将于 ${p('dueAt')} 到期，请及时处理。`,
  },
  'clock-target-missed': {
    subject: (p) => `工单 ${p('ticketNo')} 的${p('clock')}已过目标时间`,
    text: pastTargetZh,
  },
  'clock-breached': {
    subject: (p) => `超时：工单 ${p('ticketNo')} 的${p('clock')}`,
    text: missedZh,
  },
  'clock-overdue': {
    subject: (p) => `严重超时：工单 ${p('ticketNo')} 的${p('clock')}`,
    text: (p) => `工单 ${p('ticketNo')} 的${p('clock')}自 ${p('dueAt')} 起超时，至今未完成，请尽快安排处理。`,
  },
  'ticket-closed': CLOSED_ZH,
  'rating-invited': {
    subject: (p) => `请评价工单 ${p('ticketNo')} 的服务`,
    text: (p) =>
      `请在 ${p('dueAt', '评价期限')} 前为工单 ${p('ticketNo')} 的服务评价：满意、一般或不满意。不满意请说明原因，我们会核查并告知结果。`,
  },
  'rating-to-main-account': {
    subject: (p) => `工单 ${p('ticketNo')} 由主账号评价`,
    text: (p) => `工单 ${p('ticketNo')} 的处理内容超出您的权限范围：由主账号或具备相应权限的账号评价，您无需操作。`,
  },
  'rating-received': {
    subject: (p) => `工单 ${p('ticketNo')} 收到评价：${p('rating')}`,
    text: (p) => `客户对工单 ${p('ticketNo')} 的评价：${p('rating')}。`,
  },
  ...DISPUTE_ZH,
  ...REVIEW_ZH,
  ...HANDOVER_ZH,
  'ticket-reopened': {
    subject: (p) => `工单 ${p('ticketNo')} 被重新打开`,
    text: (p) => `工单 ${p('ticketNo')} 重新处理，进入第 ${p('round', '1')} 轮重新评估，原因见下。`,
  },
};
