import type { Words } from './words.ts';

/** Every error that a caller can meet: `code` → HTTP status and words. Codes never change and are never translated. */
export const ERRORS = {
  validation: { status: 400, zh: '请求内容有误', en: 'The request is not valid' },
  'idempotency-key-required': {
    status: 400,
    zh: '缺少有效的 Idempotency-Key',
    en: 'A valid Idempotency-Key header is required',
  },
  'malformed-request': { status: 400, zh: '不是有效的 HTTP 请求', en: 'This is not a valid HTTP request' },
  unauthenticated: { status: 401, zh: '未登录或密钥无效', en: 'No valid credentials were given' },
  forbidden: { status: 403, zh: '无权执行此操作', en: 'You may not do this' },
  'self-review': { status: 403, zh: '不得核查自己的工作', en: 'Nobody reviews his own work' },
  'account-limited': {
    status: 403,
    zh: '账号的在线与电话服务暂时受限',
    en: 'Online and phone service of the account is limited',
  },
  'not-found': { status: 404, zh: '未找到', en: 'Not found' },
  'method-not-allowed': { status: 405, zh: '不支持该请求方法', en: 'This method is not supported here' },
  'state-conflict': { status: 409, zh: '当前状态不允许此操作', en: 'This is not allowed in the present state' },
  'already-urged': { status: 409, zh: '该时限今日已催办', en: 'This limit was already urged today' },
  'ticket-archived': { status: 409, zh: '工单已归档', en: 'The ticket is archived' },
  'in-progress': { status: 409, zh: '相同请求正在处理', en: 'The same request is still running' },
  'timetable-conflict': {
    status: 409,
    zh: '该版本的日历或时限规则不允许此操作',
    en: 'This version of the calendar or policy does not allow this now',
  },
  'version-mismatch': { status: 412, zh: '内容已被更新', en: 'It has changed meanwhile' },
  'not-acceptable': { status: 406, zh: '无法按所要求的格式应答', en: 'No answer in the wanted format' },
  'request-timeout': { status: 408, zh: '请求未在时限内发完', en: 'The request did not arrive in time' },
  'payload-too-large': { status: 413, zh: '请求过大', en: 'The request body is too large' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型', en: 'This content type is not supported' },
  'attachment-type': { status: 415, zh: '仅接受 JPG、PNG、PDF 文件', en: 'Only JPG, PNG and PDF files are taken' },
  'misdirected-request': { status: 421, zh: '此主机名下不提供', en: 'Not served under this host name' },
  'idempotency-key-reused': {
    status: 422,
    zh: 'Idempotency-Key 已用于其他请求',
    en: 'The Idempotency-Key was used for another request',
  },
  'company-not-registered': { status: 422, zh: '仅服务已注册企业', en: 'Only registered companies are served' },
  'unknown-reference': { status: 422, zh: '引用的对象不存在', en: 'Something the request names does not exist' },
  'reason-required': { status: 422, zh: '须说明理由', en: 'A reason is required' },
  'unknown-material': { status: 422, zh: '不在材料清单中', en: 'This item was not asked for' },
  'unknown-staff': { status: 422, zh: '工号不存在或不适合', en: 'The staff member is unknown or does not fit' },
  'plan-invalid': { status: 422, zh: '协同方案不符合要求', en: 'The plan does not hold' },
  'timetable-invalid': { status: 422, zh: '日历或时限规则有误', en: 'The calendar or policy does not hold' },
  'roster-invalid': { status: 422, zh: '排班表不符合规则', en: 'The roster does not hold' },
  'review-incomplete': { status: 422, zh: '核查结论不完整', en: 'The conclusion does not hold' },
  'secret-asked': { status: 422, zh: '不得索要密码或验证码', en: 'Passwords and codes are never asked for' },
  'date-not-allowed': { status: 422, zh: '日期不符合规则', en: 'The date is outside what the rules allow' },
  'too-many-requests': { status: 429, zh: '请求过于频繁', en: 'Too many requests' },
  'headers-too-large': { status: 431, zh: '请求行或请求头过长', en: 'The request line or its headers are too long' },
  internal: { status: 500, zh: '服务内部错误', en: 'Something went wrong on our side' },
  unavailable: { status: 503, zh: '服务暂不可用', en: 'Not available right now' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Where a field is wrong (JSON pointer) and what was expected there. */
export interface FieldError {
  readonly pointer: string;
  readonly expected: Words;
  /** What stands there, where it can be told without repeating what a customer wrote. */
  readonly got?: string | Words;
  /** Of a file, counted from 1; the pointer leads into the file then. */
  readonly line?: number;
}

/** A command that the rules do not allow. Plain data: it crosses Temporal as the details of an ApplicationFailure. */
export interface Refusal {
  readonly code: ErrorCode;
  /** Why, in a sentence: the rule, and what stands against it. */
  readonly detail: Words;
  readonly errors?: readonly FieldError[];
}

/** A fault as a sentence: where, what was expected, and what stands there. */
export function faultWords({ pointer, expected, got, line }: FieldError): Words {
  const place = line === undefined ? { zh: '', en: '' } : { zh: `第 ${line} 行 `, en: `Line ${line} ` };
  const where = { zh: `${place.zh}${pointer}`.trim() || '内容', en: `${place.en}${pointer}`.trim() || 'The body' };
  const found = got === undefined ? { zh: '', en: '' } : typeof got === 'string' ? { zh: got, en: got } : got;
  return {
    zh: `${where.zh}：要求“${expected.zh}”${found.zh === '' ? '' : `，而非“${found.zh}”`}。`,
    en: `${where.en}: expected ${expected.en}${found.en === '' ? '' : `, got ${found.en}`}.`,
  };
}
