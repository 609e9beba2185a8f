export type Locale = 'zh-CN' | 'en';

/** The language of an answer by Accept-Language; Chinese where nothing else is asked for. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    })
    .filter((wish) => wish.quality > 0 && (wish.language === 'zh' || wish.language === 'en'));
  const best = wishes.toSorted((a, b) => b.quality - a.quality)[0];
  return best?.language === 'en' ? 'en' : 'zh-CN';
}
