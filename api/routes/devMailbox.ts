import { parseDevMail } from '../../channels/email/devMailbox.ts';
import { type DevMailAnswer, devMailListSchema } from '../../contracts/schemas/devMail.ts';
import { problemSchema } from '../../contracts/schemas/problem.ts';
import { listDevMail } from '../../db/repositories/reading/devMailbox.ts';
import type { ApiDeps } from '../deps.ts';
import type { Locale } from '../http/locale.ts';
import { ownNamesOnly } from '../http/ownName.ts';
import type { Routes } from '../http/routes.ts';
import { escapeHtml, page } from '../http/html.ts';
import { shown } from '../render/instant.ts';
import { pageLocale } from './pages.ts';

const SHOWN = 200;

async function mails({ db }: ApiDeps): Promise<DevMailAnswer[]> {
  const rows = await listDevMail(db, SHOWN);
  return Promise.all(
    rows.map(async ({ raw, received_at: at }) => {
      const mail = await parseDevMail(raw);
      return { ...mail, to: [...mail.to], at: shown(at) };
    }),
  );
}

function article(mail: DevMailAnswer): string {
  const text = (part: string | null): string => escapeHtml(part ?? '');
  return `<article><header>${text(mail.at)} · ${text(mail.from)} → ${text(mail.to.join(', '))}</header>
<strong>${text(mail.subject)}</strong><pre>${text(mail.text)}</pre></article>`;
}

function mailboxPage(locale: Locale, all: readonly DevMailAnswer[]): string {
  const title = locale === 'en' ? 'Development mailbox' : '开发邮箱';
  const empty =
    locale === 'en'
      ? 'No e-mail yet. Open a ticket with "channel": "email", and what the service sends appears here.'
      : '暂无邮件。提交一张 "channel": "email" 的工单，服务发出的邮件会显示在这里。';
  return page(locale, title, all.length === 0 ? `<p>${empty}</p>` : all.map(article).join('\n'));
}

const MISDIRECTED = {
  421: {
    description: 'A problem: asked for under a name that is not this machine’s own',
    mediaType: 'application/problem+json',
    schema: problemSchema,
  },
} as const;

/** Embedded only: nobody else's mail lies in this database. */
export function devMailboxRoutes(routes: Routes, deps: ApiDeps): void {
  const { embedded, httpHost } = deps.settings;
  if (!embedded) return;
  const checkName = ownNamesOnly(httpHost);
  routes.open({
    path: '/dev/mailbox',
    tag: 'development',
    summary: 'What the service sent',
    answers: { 200: { description: 'A page', mediaType: 'text/html' }, ...MISDIRECTED },
    handler: async (req, res) => {
      checkName(req);
      res.type('text/html').send(mailboxPage(pageLocale(req), await mails(deps)));
    },
  });
  routes.open({
    path: '/dev/mailbox.json',
    tag: 'development',
    summary: 'What the service sent, newest first',
    answers: { 200: { description: 'The e-mails', schema: devMailListSchema }, ...MISDIRECTED },
    handler: async (req, res) => {
      checkName(req);
      res.json(await mails(deps));
    },
  });
}
