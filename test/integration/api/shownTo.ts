import type { DemoCredential } from '../../../intake/seed.ts';
import type { Desk } from './desk.ts';

/** Everything that this reader is shown of a ticket, by route. */
export async function shownTo(desk: Desk, who: DemoCredential, ticketNo: string): Promise<Record<string, string>> {
  const path = `/v1/tickets/${ticketNo}`;
  const parts = ['', '/events', '/messages', '/clocks', '/attachments', '/rounds'];
  const shown: Record<string, string> = {};
  for (const part of parts) shown[part === '' ? 'ticket' : part] = (await desk.get(who, path + part)).text;
  for (const list of ['tickets', 'disputes', 'inbox']) {
    const { items = [] } = (await desk.get(who, `/v1/${list}?limit=200`)).body;
    shown[list] = JSON.stringify(items.filter((one: { ticketNo: string }) => one.ticketNo === ticketNo));
  }
  shown['stream'] = await streamed(desk, who, path);
  return shown;
}

/** All events of a ticket, as its stream tells them to whoever comes for the first time. */
async function streamed(desk: Desk, who: DemoCredential, path: string): Promise<string> {
  const { items = [] } = (await desk.get(who, `${path}/events?limit=200`)).body;
  const last = items.at(-1)?.seq;
  if (last === undefined) return '';
  const response = await fetch(`${desk.url}${path}/stream`, {
    headers: { Authorization: `Bearer ${who.apiKey}`, 'Last-Event-ID': '0' },
    signal: AbortSignal.timeout(8_000),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!new RegExp(`id:\\s*${last}\\n[^]*\\n\\n`).test(text)) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    text += part.value;
  }
  await reader?.cancel();
  return text;
}

/** The routes that show these words. */
export function routesWith(shown: Record<string, string>, words: string): string[] {
  return Object.keys(shown).filter((route) => shown[route]?.includes(words) === true);
}
