import type { HttpCaller } from '../http.ts';
import { STEPS } from '../yardstick/lean/names.ts';

/** Opens a row at a service that ours is compared with. @returns its id. */
export async function openRow(http: HttpCaller): Promise<string> {
  const { status, text } = await http.post('/rows', { subject: '验证码' });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  const { id }: { id: string } = JSON.parse(text);
  return id;
}

/** A row's life there, of as many steps as a ticket's is. */
export async function liveRow(http: HttpCaller): Promise<void> {
  const id = await openRow(http);
  for (let step = 1; step <= STEPS; step += 1) {
    const { status, text } = await http.post(`/rows/${id}`, { step });
    if (status !== 200) throw new Error(`${status}: ${text}`);
  }
}
