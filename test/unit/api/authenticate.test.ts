import type { Request } from 'express';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAuthenticate } from '../../../api/middleware/authenticate.ts';
import type { Principal } from '../../../contracts/people.ts';

const AGENT: Principal = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

function request(authorization: string | undefined): Request {
  // Border: of a request only its header is looked at.
  return { get: () => authorization } as unknown as Request;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a key that was revoked works for five seconds at most where it was just seen, however often it is used', async () => {
  let standsFor: Principal | null = AGENT;
  const asked = vi.fn(() => Promise.resolve(standsFor));
  const authenticate = createAuthenticate(asked);
  const come = (): Promise<Principal> => authenticate(request('Bearer key-of-1001'));
  expect(await come()).toEqual(AGENT);
  standsFor = null;
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(999);
    expect(await come()).toEqual(AGENT);
  }
  expect(asked).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5);
  for (const _time of ['first', 'again']) await expect(come()).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(asked).toHaveBeenCalledTimes(3);
});

test('also where the clock of the machine is set back meanwhile', async () => {
  let standsFor: Principal | null = AGENT;
  const authenticate = createAuthenticate(() => Promise.resolve(standsFor));
  await authenticate(request('Bearer key-of-1001'));
  standsFor = null;
  vi.advanceTimersByTime(5001);
  vi.setSystemTime(Date.now() - 600_000);
  await expect(authenticate(request('Bearer key-of-1001'))).rejects.toMatchObject({ code: 'unauthenticated' });
});
