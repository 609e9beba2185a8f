import type { Request } from 'express';

export type Locale = 'zh-CN' | 'en';

/** The language of an answer by Accept-Language; Chinese where nothing else is asked for. */
export function localeOf(req: Pick<Request, 'acceptsLanguages'>): Locale {
  return req.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh-CN';
}
