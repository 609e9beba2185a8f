import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ROOT } from '../../engine/paths.ts';

type History = ReturnType<typeof historyFromJSON>;

const FOLDER = join(ROOT, 'test/replay/histories/ticket');

/** `v1`: the recorded behaviour. A patch in workflows/ticket/versions.ts raises it, and old files stay. */
const VERSION = 'v1';

export function keepHistory(name: string, history: Parameters<typeof historyToJSON>[0]): void {
  mkdirSync(FOLDER, { recursive: true });
  // Stack traces name the machine's folders; nobody replays those.
  writeFileSync(join(FOLDER, `${VERSION}-${name}.json`), `${historyToJSON(history).replaceAll(ROOT, '.')}\n`);
}

export interface RecordedHistory {
  readonly name: string;
  readonly history: History;
}

export function recordedHistories(): RecordedHistory[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: file.replace('.json', ''),
      history: historyFromJSON(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
    }));
}
