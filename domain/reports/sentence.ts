import type { Words } from '../../contracts/words.ts';
import { HOUR, MINUTE, SECOND } from '../calendar/zone.ts';
import { HOLDER_NAMES } from '../catalog/departments.ts';
import type { Split } from './split.ts';

const UNITS = [
  { ms: 24 * HOUR, zh: '天', en: 'd' },
  { ms: HOUR, zh: '小时', en: 'h' },
  { ms: MINUTE, zh: '分钟', en: 'min' },
  { ms: SECOND, zh: '秒', en: 's' },
] as const;

/** '1 d 4 h', '2 h 10 min', '1 min 51 s', '40 s': the two largest units, cut off, not rounded up. */
export function spanWords(ms: number): Words {
  const largest = UNITS.findIndex((unit) => ms >= unit.ms);
  if (largest === -1) return { zh: '0秒', en: '0 s' };
  const parts = UNITS.slice(largest, largest + 2).flatMap((unit, index) => {
    const above = index === 0 ? Number.POSITIVE_INFINITY : (UNITS[largest]?.ms ?? 0);
    const count = Math.floor((ms % above) / unit.ms);
    return count === 0 ? [] : [{ zh: `${count}${unit.zh}`, en: `${count} ${unit.en}` }];
  });
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(' ') };
}

/** 'Breached by 2 h 10 min; of 2 d in all: 1 d 4 h at the customer, 30 min outage, the rest at TECH'. */
export function breachSentence(overrunMs: number, split: Split): Words {
  const late = spanWords(overrunMs);
  const { customer, outage, departments } = split;
  const whole = spanWords(departments.reduce((sum, { ms }) => sum + ms, customer.ms + outage.ms));
  const shares = sharesOf(split);
  return {
    zh: `超时${late.zh}；历时${whole.zh}：${shares.map(({ zh }) => zh).join('，')}`,
    en: `Breached by ${late.en}; of ${whole.en} in all: ${shares.map(({ en }) => en).join(', ')}`,
  };
}

function sharesOf({ customer, outage, departments }: Split): Words[] {
  const shares: Words[] = [];
  const told = (ms: number, words: (span: Words) => Words): void => {
    if (ms > 0) shares.push(words(spanWords(ms)));
  };
  told(customer.ms, ({ zh, en }) => ({ zh: `客户${zh}`, en: `${en} at the customer` }));
  told(outage.ms, ({ zh, en }) => ({ zh: `系统中断${zh}`, en: `${en} outage` }));
  const [most, ...others] = departments.filter(({ ms }) => ms > 0).toSorted((a, b) => b.ms - a.ms);
  for (const { ms, department } of others) {
    const name = HOLDER_NAMES[department].zh;
    told(ms, ({ zh, en }) => ({ zh: `${name}${zh}`, en: `${en} at ${department}` }));
  }
  if (most !== undefined) {
    const name = HOLDER_NAMES[most.department].zh;
    const whole = shares.length === 0;
    shares.push({
      zh: `${whole ? '全部' : '其余'}在${name}`,
      en: `${whole ? 'all' : 'the rest'} at ${most.department}`,
    });
  }
  return shares;
}
