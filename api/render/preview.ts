import type { PreviewAnswer, PreviewBody } from '../../contracts/schemas/preview.ts';
import type { ClockPreview, ClockPreviewRequest } from '../../domain/clocks/explaining/preview.ts';
import { shown, shownOrNull } from './instant.ts';

const utc = (at: string): string => new Date(at).toISOString();

export function previewRequest({
  clock,
  at,
  urgent,
  profile,
  pauses,
  workdays,
  department,
}: PreviewBody): ClockPreviewRequest {
  return {
    clock,
    at: utc(at),
    urgent,
    profile,
    pauses: pauses?.map(([from, to]) => [utc(from), utc(to)] as const),
    workdays,
    department,
  };
}

export function renderPreview(preview: ClockPreview): PreviewAnswer {
  const { clock, startedAt, dueAt, targetAt, warnAt, reminders, earliestAt, provisional, explanation } = preview;
  return {
    clock,
    startedAt: shown(startedAt),
    dueAt: shownOrNull(dueAt),
    ...(targetAt === undefined ? {} : { targetAt: shown(targetAt) }),
    ...(warnAt === undefined ? {} : { warnAt: shown(warnAt) }),
    ...(reminders === undefined ? {} : { reminders: reminders.map(shown) }),
    ...(earliestAt === undefined ? {} : { earliestAt: shown(earliestAt) }),
    provisional,
    explanation,
  };
}
