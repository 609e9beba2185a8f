import { describe, expect, test } from 'vitest';
import { terminalLine } from '../../../engine/followLog.ts';

function answered(status: number, ticketNo?: string): string {
  const req = { id: 'r-1', method: 'POST', url: '/v1/tickets/KF20251107001/answer' };
  return JSON.stringify({ level: status < 500 ? 40 : 50, req, res: { status }, ticketNo, msg: 'request completed' });
}

describe('what the terminal shows of the log', () => {
  test('an answer that went wrong on our side says which it was', () => {
    expect(terminalLine(answered(503, 'KF20251107001'))).toBe(
      'POST /v1/tickets/KF20251107001/answer answered 503 (KF20251107001, request r-1)',
    );
    expect(terminalLine(answered(500))).toBe('POST /v1/tickets/KF20251107001/answer answered 500 (request r-1)');
  });

  test('what a caller did wrong, what is no trouble, and what its answer tells anyway, is no line', () => {
    expect(terminalLine(answered(422))).toBeNull();
    expect(terminalLine('{"level":30,"msg":"api serves"}')).toBeNull();
    expect(terminalLine('{"level":50,"req":{"id":"r-1"},"err":{},"msg":"unavailable"}')).toBeNull();
    expect(terminalLine('v8.promiseHooks.createHook is not available')).toBeNull();
  });

  test('a warning is its words', () => {
    expect(terminalLine('{"level":40,"msg":"a database connection was lost"}')).toBe('a database connection was lost');
  });
});
