import type { Locale } from './locale.ts';

/** Text as it may stand in HTML, in quoted attributes too. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; }
a { color: light-dark(#0b57d0, #8ab4f8); } nav { float: right; }
li { margin: .4rem 0; } code { background: light-dark(#f1f3f4, #303134); padding: .1rem .3rem; border-radius: .2rem; }
article { border: 1px solid light-dark(#dadce0, #5f6368); border-radius: .5rem; padding: .8rem 1rem; margin: 1rem 0; }
article header { color: light-dark(#5f6368, #bdc1c6); font-size: .9rem; } pre { white-space: pre-wrap; font: inherit; margin: .5rem 0 0; }
`;

/** In the page itself, so that browsers ask for no other. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230b57d0' d='M2 2h12v9H7l-4 3v-3H2z'/%3E%3C/svg%3E";

/** A page without scripts and without any other host; `body` is HTML already. */
export function page(locale: Locale, title: string, body: string): string {
  const other =
    locale === 'en' ? '<a href="?lang=zh" lang="zh-CN">中文</a>' : '<a href="?lang=en" lang="en">English</a>';
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="${ICON}"><style>${STYLE}</style></head>
<body><nav>${other}</nav><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`;
}
