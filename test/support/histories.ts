import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ROOT } from '../../engine/paths.ts';

type History = ReturnType<typeof historyFromJSON>;
type WrittenHistory = Parameters<typeof historyToJSON>[0];
/** The folder of a workflow's histories is named as its code's is. */
export const WORKFLOW_FOLDERS = ['ticket', 'timetableJob', 'qualityReview', 'reassignment', 'shiftHandover'] as const;
export type WorkflowFolder = (typeof WORKFLOW_FOLDERS)[number];

const FOLDER = join(ROOT, 'test/replay/histories');
/** In one file, as they say mostly the same. */
const STORIES = join(ROOT, 'test/replay/stories.json.gz');

/** `v1` is from before the patches of the workflows, `v2` goes by them; a file stays until the patches it knows nothing of go. */
const VERSION = 'v2';
/** Begins the names of stories that go otherwise since: by the new ways alone they do not replay. */
export const BEFORE = 'v1-before';
const LONGEST_NAME = 70;

/** `KEFU_RECORD_HISTORIES=1 npx vitest run --project workflow <file>`: histories are named after their stories. */
const RECORDING = process.env['KEFU_RECORD_HISTORIES'] === '1';

/** `KEFU_RECORD_HISTORIES=before …`: no patch is taken, and a story is kept as far as it comes where all is as it was. */
export const RECORDING_BEFORE = process.env['KEFU_RECORD_HISTORIES'] === 'before';

/** Keeps it for test/replay; an ordinary run of the tests keeps nothing. */
export function keepHistory(name: string, history: WrittenHistory, folder: WorkflowFolder = 'ticket'): void {
  if (!RECORDING) return;
  mkdirSync(join(FOLDER, folder), { recursive: true });
  writeFileSync(join(FOLDER, folder, `${VERSION}-${name}.json`), `${written(history)}\n`);
}

/** Keeps how a story went before the patches, as which it may have failed. */
export function keepHistoryBefore(story: string, history: WrittenHistory): void {
  const name = story
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .slice(0, LONGEST_NAME);
  writeFileSync(join(FOLDER, 'ticket', `${BEFORE}-${name}.json`), `${written(history)}\n`);
}

/** Stack traces name the machine's folders; nobody replays those. */
function written(history: WrittenHistory): string {
  return historyToJSON(history).replaceAll(ROOT, '.');
}

/** Keeps what the model made of chance, in place of what it made before, by the name of each run. */
export function keepStories(stories: ReadonlyMap<string, WrittenHistory>): void {
  if (!RECORDING) return;
  const told = [...stories].map(([name, history]) => ({ name, history: JSON.parse(written(history)) as unknown }));
  writeFileSync(STORIES, gzipSync(JSON.stringify(told), { level: 9 }));
}

export interface RecordedHistory {
  readonly name: string;
  readonly history: History;
}

export function recordedHistories(folder: WorkflowFolder = 'ticket'): RecordedHistory[] {
  return readdirSync(join(FOLDER, folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: file.replace('.json', ''),
      history: historyFromJSON(JSON.parse(readFileSync(join(FOLDER, folder, file), 'utf8'))),
    }));
}

export function keptStories(): RecordedHistory[] {
  const told = JSON.parse(gunzipSync(readFileSync(STORIES)).toString()) as { name: string; history: unknown }[];
  return told.map(({ name, history }) => ({ name, history: historyFromJSON(history) }));
}
