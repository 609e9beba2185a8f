import { describe, expect, test } from 'vitest';
import { TASK_COMMANDS, TICKET_COMMANDS } from '../../../contracts/commands.ts';
import { previewRequestSchema } from '../../../contracts/schemas/preview.ts';
import { explainBreachSchema } from '../../../contracts/schemas/breachReason.ts';
import { wordsSaid } from '../../../contracts/schemas/said.ts';
import { TASK_COMMAND_BODIES } from '../../../contracts/schemas/task.ts';
import { daySchema, instantSchema, line, monthSchema, prose } from '../../../contracts/schemas/text.ts';
import { TICKET_COMMAND_BODIES } from '../../../contracts/schemas/ticketCommands.ts';
import { openTicketSchema } from '../../../contracts/schemas/ticket.ts';
import { mayBeLeftOut, z } from '../../../contracts/schemas/zod.ts';

describe('text', () => {
  test('is trimmed, in NFC, with one kind of line break', () => {
    expect(prose(20).parse('  e\u0301\r\nb\rc\t \n')).toBe('é\nb\nc');
    expect(line(20).parse(' 订单 ')).toBe('订单');
  });

  test.each([
    '',
    '   ',
    'a\u0000',
    'a\u001b[0m',
    'a\u0085',
    '\ud800',
    '\u200b\u2060\u200d',
    'a\u202eb',
    'x'.repeat(21),
  ])('%j is none', (text) => {
    expect(line(20).safeParse(text).success).toBe(false);
    expect(prose(20).safeParse(text).success).toBe(false);
  });

  test('marks are piled up on a letter to no more than 30', () => {
    const piled = (marks: number): string => `e${'\u0316'.repeat(marks)}`;
    expect(line(100).parse(piled(30))).toBe(piled(30));
    expect(line(100).safeParse(piled(31)).success).toBe(false);
    expect(prose(100).safeParse(piled(31)).success).toBe(false);
  });

  test('a number copied with its marks of direction passes where lines do', () => {
    expect(prose(20).safeParse('\u202d13800138000\u202c').success).toBe(true);
  });

  test('emoji and rare characters pass', () => {
    expect(line(20).parse('𠮷🙂')).toBe('𠮷🙂');
  });
});

test('what may be left out is described as such, and is never undefined where it stands', () => {
  const field = mayBeLeftOut(z.string());
  expect([undefined, 'a', 1].map((value) => field.safeParse(value).success)).toEqual([true, true, false]);
  const whole = z.strictObject({ field });
  expect([{}, { field: 'a' }, { field: undefined }].map((value) => whole.safeParse(value).success)).toEqual([
    true,
    true,
    false,
  ]);
});

test('an instant that is none is one fault, not a late one as well', () => {
  const faults = previewRequestSchema(() => true).safeParse({
    clock: 'RESOLVE_COMPLEX',
    at: '2026-13-20T10:00:00+08:00',
  }).error;
  expect(faults?.issues.map(({ path }) => path)).toEqual([['at']]);
});

describe('times', () => {
  test.each([
    [monthSchema, '0000-06'],
    [monthSchema, '1969-12'],
    [daySchema, '0000-06-01'],
    [daySchema, '9000-01-01'],
    [instantSchema, '0000-06-01T00:00:00Z'],
    [instantSchema, '0001-01-01T00:00:00+08:00'],
    [instantSchema, '1970-01-01T07:59:59+08:00'],
    [instantSchema, '8999-12-31T23:00:00-08:00'],
  ])('%# are of the years 1970 to 8999 in UTC: %s is refused as such alone', (schema, text) => {
    expect(schema.safeParse(text).error?.issues.map(({ message }) => wordsSaid(message)?.en)).toEqual([
      'a time in the years 1970 to 8999',
    ]);
  });

  test.each([
    [monthSchema, '1970-01'],
    [daySchema, '8999-12-31'],
    [instantSchema, '1970-01-01T08:00:00+08:00'],
  ])('%# pass within them: %s', (schema, text) => {
    expect(schema.parse(text)).toBe(text);
  });

  test.each([monthSchema, daySchema, instantSchema])('%# that are none are told as that alone', (schema) => {
    expect(schema.safeParse('1850').error?.issues).toHaveLength(1);
  });
});

describe('bodies', () => {
  test.each([
    ...TICKET_COMMANDS.map((name) => [name, TICKET_COMMAND_BODIES[name]] as const),
    ...TASK_COMMANDS.map((name) => [`task ${name}`, TASK_COMMAND_BODIES[name]] as const),
  ])('%s knows its fields and no other', (_name, schema) => {
    const result = schema.safeParse({ surprise: 1 });
    expect(result.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
  });

  test('the key of a limit has no control characters', () => {
    expect(explainBreachSchema.safeParse({ key: '\u0000', reason: 'x' }).success).toBe(false);
  });

  test.each(['2025-02-30', '2025-11-7', 'tomorrow'])('%s is no day', (until) => {
    expect(TICKET_COMMAND_BODIES.extend.safeParse({ until, reason: 'x' }).success).toBe(false);
  });

  test('a ticket needs a channel, a subject and a description', () => {
    const missing = openTicketSchema.safeParse({}).error?.issues.map((issue) => issue.path.join('.'));
    expect(missing).toEqual(['channel', 'subject', 'description']);
    expect(
      openTicketSchema.safeParse({
        channel: 'online',
        subject: 'a',
        description: 'b',
        receivedAt: '2025-11-07T10:00:00',
      }).success,
    ).toBe(false);
  });
});

test('a pause of a preview has at most five years: each of its days is told', () => {
  const preview = previewRequestSchema(() => true);
  const asked = (to: string) => ({
    clock: 'RESOLVE_COMPLEX',
    at: '2025-11-03T10:00:00+08:00',
    pauses: [['2025-11-04T10:00:00+08:00', to]],
  });
  expect(preview.safeParse(asked('2030-11-04T10:00:00+08:00')).success).toBe(true);
  const { error } = preview.safeParse(asked('8999-01-01T00:00:00+08:00'));
  expect(error?.issues.map(({ path, message }) => [path.join('/'), message])).toEqual([
    ['pauses/0', expect.stringContaining('at most five years')],
  ]);
});
