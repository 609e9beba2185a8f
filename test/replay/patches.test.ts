import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { ROOT } from '../../engine/paths.ts';
import { BEFORE, type RecordedHistory, recordedHistories, WORKFLOW_FOLDERS } from '../support/histories.ts';

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

describe('tickets from before the patches go the old ways: by the new ones alone they do not replay', () => {
  const ASKED = 'function patched(patchId) {';
  let workflowBundle: { code: string };
  beforeAll(() => {
    const bundled = readFileSync(inject('workflowBundlePath'), 'utf8');
    expect(bundled.split(ASKED)).toHaveLength(2);
    workflowBundle = { code: bundled.replace(ASKED, `${ASKED} if (!patchId.startsWith('__')) return true;`) };
  });

  const before = recordedHistories().filter(({ name }) => name.startsWith(BEFORE));
  test.each(before)('$name', async ({ name, history }) => {
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).rejects.toThrow(/nondetermin/i);
  });
});
