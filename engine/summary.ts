import { join } from 'node:path';
import { readJson } from './files.ts';
import type { RunFile } from './runFile.ts';

const SHOWN_ROLES = ['mainAccount', 'agent', 'specialist', 'supervisor', 'admin', 'integration'];

interface SignIn {
  readonly role: string;
  readonly login: string | null;
  readonly password: string | null;
  readonly apiKey: string | null;
}

function isSignIn(value: unknown): value is SignIn {
  return typeof value === 'object' && value !== null && 'role' in value && 'login' in value && 'apiKey' in value;
}

function signIns(path: string): string[] {
  const content = readJson(path);
  const all = Array.isArray(content) ? content.filter(isSignIn) : [];
  const shown = SHOWN_ROLES.flatMap((role) => all.find((one) => one.role === role) ?? []);
  return shown.map(({ role, login, password, apiKey }) =>
    [role.padEnd(12), (login ?? '-').padEnd(18), (password ?? '-').padEnd(14), apiKey ?? '-'].join('  '),
  );
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
    ...(run.smtpUrl === null
      ? []
      : [`  Mailbox, SMTP    ${run.smtpUrl} (takes what the desk sends, and no e-mail to it)`]),
    `  Data and logs    ${dataDir}`,
    ...(table.length === 0
      ? []
      : ['', `  ${['role'.padEnd(12), 'login'.padEnd(18), 'password'.padEnd(14), 'API key'].join('  ')}`]),
    ...table.map((line) => `  ${line}`),
    ...(table.length === 0 ? [] : [`  all of them: ${credentials}`]),
    '',
    '  Ctrl-C stops everything.',
    '',
  ];
  console.log(lines.join('\n'));
}
