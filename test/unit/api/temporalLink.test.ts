import { expect, test } from 'vitest';
import { temporalHome, temporalLink } from '../../../api/render/temporalLink.ts';

test('a link into the Temporal UI names the namespace that is configured', () => {
  const home = temporalHome('https://temporal.example/ui/', 'desk.prod');
  expect(temporalLink(home)).toBe('https://temporal.example/ui/namespaces/desk.prod/workflows');
  expect(temporalLink(home, 'KF20251107001')).toBe(
    'https://temporal.example/ui/namespaces/desk.prod/workflows/KF20251107001',
  );
});

test('without a Temporal UI there is no link', () => {
  expect(temporalLink(temporalHome(null, 'default'), 'KF20251107001')).toBeNull();
});
