import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from '../../contracts/people.ts';
import { Problem } from '../http/problem.ts';

const REMEMBERED_MS = 5000;
const REMEMBERED_KEYS = 10_000;
const BEARER = /^Bearer +([\x21-\x7e]{8,512})$/i;

export type Authenticate = (req: Request) => Promise<Principal>;

function unauthenticated(detail: string, zh: string): Problem {
  return new Problem('unauthenticated', { zh, en: detail }, { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** Whom a request stands for, by its Bearer key. A revoked key still works for up to 5 s in a process that has just seen it. */
export function createAuthenticate(findPrincipal: (keyHash: Buffer) => Promise<Principal | null>): Authenticate {
  const remembered = new Map<string, { principal: Principal; until: number }>();
  return async (req) => {
    const key = BEARER.exec(req.get('authorization') ?? '')?.[1];
    if (key === undefined) {
      throw unauthenticated('Send `Authorization: Bearer <api key>`.', '请携带 `Authorization: Bearer <API key>`。');
    }
    const keyHash = createHash('sha256').update(key).digest();
    const name = keyHash.toString('hex');
    const known = remembered.get(name);
    if (known !== undefined && known.until > performance.now()) return known.principal;
    const principal = await findPrincipal(keyHash);
    if (principal === null) {
      remembered.delete(name);
      throw unauthenticated('This key is unknown or was revoked.', '此密钥不存在或已被撤销。');
    }
    if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
    remembered.set(name, { principal, until: performance.now() + REMEMBERED_MS });
    return principal;
  };
}
