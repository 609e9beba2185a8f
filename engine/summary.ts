import { join } from 'node:path';
import { readJson } from './files.ts';
import type { RunFile } from './runFile.ts';

const SHOWN_ROLES = ['mainAccount', 'agent', 'specialist', 'supervisor', 'admin', 'integration'];

/** Who it is and by which key: HTTP takes no password. */
interface SignIn {
  readonly role: string;
  readonly staffNo: string | null;
  readonly accountId: string | null;
  readonly apiKey: string;
}

function isSignIn(value: unknown): value is SignIn {
  return typeof value === 'object' && value !== null && 'role' in value && 'staffNo' in value && 'apiKey' in value;
}

function row(role: string, number: string, apiKey: string): string {
  return `  ${role.padEnd(12)}  ${number.padEnd(10)}  ${apiKey}`;
}

function signIns(path: string): string[] {
  const content = readJson(path);
  const all = Array.isArray(content) ? content.filter(isSignIn) : [];
  const shown = SHOWN_ROLES.flatMap((role) => all.find((one) => one.role === role) ?? []);
  return shown.map(({ role, staffNo, accountId, apiKey }) => row(role, staffNo ?? accountId ?? '-', apiKey));
}

function mailTaken(): string {
  return process.env['KEFU_MAIL_URL']
    ? 'nothing: KEFU_MAIL_URL names another server'
    : 'what the desk sends, and no e-mail to it';
}

/** The short table with which a newcomer goes on. */
export function printSummary(run: RunFile, dataDir: string): void {
  const credentials = join(dataDir, 'demo-credentials.json');
  const table = signIns(credentials);
  const lines = [
    '',
    `  Kefu 客服        ${run.httpUrl}`,
    `  API docs         ${run.httpUrl}/docs`,
    ...(run.smtpUrl === null ? [] : [`  Mailbox          ${run.httpUrl}/dev/mailbox`]),
    `  Temporal UI      ${run.temporalUiUrl ?? `(external: ${run.temporalAddress})`}`,
    ...(run.smtpUrl === null ? [] : [`  Mailbox, SMTP    ${run.smtpUrl} (takes ${mailTaken()})`]),
    `  Data and logs    ${dataDir}`,
    ...(table.length === 0 ? [] : ['', row('role', 'number', 'API key'), ...table, `  all of them: ${credentials}`]),
    '',
    '  Ctrl-C stops everything.',
    '',
  ];
  console.log(lines.join('\n'));
}
