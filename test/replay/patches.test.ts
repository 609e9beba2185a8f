import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';
import { type RecordedHistory, recordedHistories, WORKFLOW_FOLDERS } from '../support/histories.ts';

const FOLDER = join(ROOT, 'workflows');
const code = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  .join('\n');
const patches = [...code.matchAll(/\bpatched\('([\w-]+)'\)/g)].map(([, name = '']) => name);

/** The patches that a history went by. */
function patchesIn({ history }: RecordedHistory): string[] {
  return (history.events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) => {
    if (marker?.markerName !== 'core_patch') return [];
    const [payload] = marker.details?.['patch-data']?.payloads ?? [];
    const { id }: { id: string } = JSON.parse(Buffer.from(payload?.data ?? []).toString());
    return [id];
  });
}

test('each patch is named where it is asked for, so that it is found here', () => {
  expect(code.match(/\bpatched\(/g)).toHaveLength(patches.length);
});

test('and has a history of the new way to replay', () => {
  const recorded = new Set(WORKFLOW_FOLDERS.flatMap((folder) => recordedHistories(folder)).flatMap(patchesIn));
  expect(patches.filter((patch) => !recorded.has(patch))).toEqual([]);
});
