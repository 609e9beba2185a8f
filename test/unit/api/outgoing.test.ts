import { describe, expect, test } from 'vitest';
import { isTold, refuseAskedSecrets } from '../../../api/commands/outgoing.ts';
import type { CommandName } from '../../../contracts/commands.ts';

const AGENT = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' } as const;

describe('the words of staff that a customer reads', () => {
  test.each<CommandName>([
    'answer',
    'request-material',
    'progress-report',
    'extend',
    'downgrade-urgent',
    'review-suggestion',
    'warn-abuse',
    'reopen',
    'rule',
  ])('in the line of the timeline: %s', (name) => {
    expect(isTold(name)).toBe(true);
  });

  test.each<CommandName>(['classify', 'set-date', 'coordinate'])('in a notice or in the plan: %s', (name) => {
    expect(isTold(name)).toBe(true);
  });

  test.each<CommandName>(['follow-up', 'review-termination'])('as why it was re-opened: %s', (name) => {
    expect(isTold(name)).toBe(true);
  });

  test.each<CommandName>(['task-extend', 'task-cancel'])('as why a measure changes: %s', (name) => {
    expect(isTold(name)).toBe(true);
  });

  test.each<CommandName>(['send-back', 'hand-on', 'supervise', 'refuse-extension', 'task-complete', 'task-transfer'])(
    'are not those of the house: %s',
    (name) => {
      expect(isTold(name)).toBe(false);
    },
  );
});

describe('what is asked of a customer as material', () => {
  const refused = (item: object): unknown => {
    try {
      refuseAskedSecrets(AGENT, { items: [{ name: '截图', why: '核实' }, item] });
      return null;
    } catch (error) {
      return error;
    }
  };

  test.each(['name', 'format', 'sample'])('is no secret by its %s', (field) => {
    expect(refused({ name: '资料', why: '核实', [field]: '登录密码' })).toMatchObject({
      code: 'secret-asked',
      extras: { errors: [{ pointer: `/items/1/${field}` }] },
    });
  });

  test('may be about one, in its name and in why it is asked for', () => {
    expect(refused({ name: '验证码错误截图', why: '核实短信验证码为何收不到' })).toBeNull();
    expect(refused({ name: '手机号', why: '登录密码重置用' })).toBeNull();
  });
});
