import type { Request } from 'express';
import { ERRORS, type ErrorCode } from '../../contracts/errors.ts';
import { wordsIn } from '../../channels/notices/render.ts';
import type { ApiDeps } from '../deps.ts';
import { localeOf, type Locale } from '../http/locale.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { escapeHtml, page } from '../http/html.ts';
import { adviceOn } from '../http/problemAdvice.ts';
import { temporalLink } from '../render/temporalLink.ts';

const HTML = 'text/html';

/** A page's language: the switch on it wins over the browser's wish. */
export function pageLocale(req: Request): Locale {
  if (req.query['lang'] === 'en') return 'en';
  return req.query['lang'] === 'zh' ? 'zh-CN' : localeOf(req);
}

const HOME = {
  'zh-CN': {
    title: 'Kefu 客服',
    what: '企业客户服务台。每张工单都是一个持久的 Temporal 工作流：时限、提醒、流转与归档，服务重启也不丢失。',
    empty: '控制台尚未提供页面。请通过 HTTP 接口提交工单，在下面查看：',
    docs: '接口文档',
    mailbox: '开发邮箱（服务发出的邮件）',
    temporal: 'Temporal 界面（工作流与时限）',
    health: '健康检查',
    metrics: '运行指标',
  },
  en: {
    title: 'Kefu',
    what: 'A customer-service desk. Every ticket is a durable Temporal workflow: limits, reminders, hand-overs and the archive survive any restart.',
    empty: 'The console has no pages yet. Open tickets over HTTP, and look here:',
    docs: 'API documentation',
    mailbox: 'Development mailbox (what the service sent)',
    temporal: 'Temporal UI (workflows and limits)',
    health: 'Health',
    metrics: 'Metrics',
  },
} as const;

function home(deps: ApiDeps, locale: Locale): string {
  const words = HOME[locale];
  const { embedded, temporalUiUrl } = deps.settings;
  const temporal = temporalLink(temporalUiUrl);
  const links = [
    ['/docs', words.docs],
    ...(embedded ? [['/dev/mailbox', words.mailbox]] : []),
    ...(temporal === null ? [] : [[temporal, words.temporal]]),
    ['/health/ready', words.health],
    ['/metrics', words.metrics],
  ];
  const items = links.map(
    ([href = '', label = '']) => `<li><a href="${escapeHtml(href)}">${escapeHtml(label)}</a></li>`,
  );
  return page(locale, words.title, `<p>${words.what}</p><p>${words.empty}</p><ul>${items.join('')}</ul>`);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

function problemPage(code: ErrorCode, locale: Locale): string {
  const { status, ...title } = ERRORS[code];
  const statusWords = wordsIn(locale, { zh: `HTTP 状态码 ${status}。`, en: `HTTP status ${status}.` });
  const advice = escapeHtml(wordsIn(locale, adviceOn(code))).replaceAll(/`(.+?)`/g, '<code>$1</code>');
  return page(locale, wordsIn(locale, title), `<p><code>${code}</code></p><p>${statusWords}</p><p>${advice}</p>`);
}

export function pageRoutes(routes: Routes, deps: ApiDeps): void {
  routes.open({
    path: '/',
    tag: 'pages',
    summary: 'What this is and where to look',
    answers: { 200: { description: 'A page', mediaType: HTML } },
    handler: (req, res) => {
      res.type(HTML).send(home(deps, pageLocale(req)));
    },
  });
  routes.open({
    path: '/problems/{code}',
    tag: 'pages',
    summary: 'What an error code means',
    answers: { 200: { description: 'A page', mediaType: HTML } },
    handler: (req, res) => {
      const code = req.params['code'];
      if (typeof code !== 'string' || !isErrorCode(code)) throw notFound();
      res.type(HTML).send(problemPage(code, pageLocale(req)));
    },
  });
}
