import type { ErrorCode } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';

const COMMON: Words = {
  zh: '应答中的 `detail` 说明原因；如有 `errors`，`pointer` 指出每处位置，`expected` 说明应当是什么。',
  en: 'The member `detail` of the answer says why; where it has `errors`, `pointer` says where each fault is and `expected` what should stand there.',
};

const ADVICE: Readonly<Partial<Record<ErrorCode, Words>>> = {
  validation: {
    zh: '请求未被执行。`errors` 逐一列出有误之处：`pointer` 指出位置，`expected` 说明应当是什么。请更正后重新发送。',
    en: 'Nothing was done. `errors` lists each fault: `pointer` says where, `expected` what should stand there. Correct them and send it again.',
  },
  'idempotency-key-required': {
    zh: '每个 POST 请求都须携带 `Idempotency-Key`：每个新请求用一个新的，如 UUID；只有重发未得到应答的请求时才用同一个。',
    en: 'Every POST bears an `Idempotency-Key`: a new one for each request, such as a UUID; the same again only to repeat one whose answer was lost.',
  },
  unauthenticated: {
    zh: '请以 `Authorization: Bearer <密钥>` 携带 API 密钥；`detail` 说明是未携带，还是密钥无效。',
    en: 'Send an API key as `Authorization: Bearer <key>`; `detail` says whether it was missing or is not valid.',
  },
  forbidden: {
    zh: '密钥有效，但您无权执行此操作，`detail` 说明原因。请由有权的人以其密钥发送。',
    en: 'The key is valid, but you may not do this; `detail` says why. It is for somebody who may, with a key of his own.',
  },
  'not-found': {
    zh: '请求所指的对象不存在，或您无权查看：两种情况应答相同，以免泄露他人的内容。请检查路径、标识和所用密钥。',
    en: 'What the request names does not exist, or is not yours to see: the answer is the same, so that nobody learns what others have. Check the path, the ids and whose key was sent.',
  },
  'state-conflict': {
    zh: '请求未被执行：当前状态不允许，`detail` 说明原因。请重新读取后再决定；应答如有 `allowedCommands`，即为您现在可以执行的命令。',
    en: 'Nothing was done: the present state does not allow it, and `detail` says why. Read it again and decide anew; where the answer has `allowedCommands`, these are what you may do now.',
  },
  'in-progress': {
    zh: '使用此 `Idempotency-Key` 的首个请求仍在处理。请等待 `Retry-After` 所示秒数，再用同一 `Idempotency-Key` 原样重发：换用新的，可能会执行两次。',
    en: 'The first request with this `Idempotency-Key` is still running. Wait the seconds of `Retry-After` and repeat it unchanged with the same key: with a new one it could be done twice.',
  },
  'version-mismatch': {
    zh: '请求未被执行：当前版本不是 `If-Match` 所指的版本。请重新读取，确认改动仍然适用，再把新的 `ETag` 放入 `If-Match` 发送。',
    en: 'Nothing was done: the present version is not the one that `If-Match` names. Read it again, see whether your change still fits, and send it with the new `ETag` in `If-Match`.',
  },
  'idempotency-key-reused': {
    zh: '请求未被执行：此 `Idempotency-Key` 已随另一请求发送过，只能用于重发那一请求。请为此请求换用新的。',
    en: 'Nothing was done: this `Idempotency-Key` came with another request before and repeats only that one. Send this request with a new key.',
  },
  'too-many-requests': {
    zh: '`detail` 说明哪一项已达上限、如何腾出余量；也可等待 `Retry-After` 所示秒数后重试。',
    en: '`detail` says what there is too much of and how to make room; or try again after the seconds of `Retry-After`.',
  },
  internal: {
    zh: '错误在服务一方：请向我们提供应答中的 `requestId`。POST 请求可能已被执行；如要重发，只能用同一 `Idempotency-Key`。',
    en: 'The fault is ours: tell us the `requestId` of the answer. A POST may have been carried out; repeat it only with the same `Idempotency-Key`.',
  },
  unavailable: {
    zh: '服务未能及时得到结果。请等待 `Retry-After` 所示秒数后重发。POST 请求可能已被执行，须用同一 `Idempotency-Key` 原样重发：换用新的，可能会执行两次。',
    en: 'There was no result in time. Wait the seconds of `Retry-After` and repeat the request. A POST may have been carried out: repeat it unchanged with the same `Idempotency-Key`, as with a new one it could be done twice.',
  },
};

/** What to do about a problem: true wherever its code is told. A member, header or value stands between backticks. */
export function adviceOn(code: ErrorCode): Words {
  return ADVICE[code] ?? COMMON;
}
