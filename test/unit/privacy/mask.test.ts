import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskMail, maskPhone } from '../../../domain/privacy/mask.ts';

describe('what is masked can be recognised and not used', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['010-88886666', '010****6666'],
    ['88886666', '****66'],
    ['12345', '****45'],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });

  test.each([
    ['wang@example.com', 'w***@example.com'],
    ['"a@b"@example.com', '"***@example.com'],
    ['@example.com', '***@example.com'],
    ['nobody', '***'],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskMail(address)).toBe(shown);
  });

  test('of no number more than seven digits are left, and never four in the middle', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5,20}$/), (phone) => {
        const masked = maskPhone(phone);
        expect(masked.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(Math.min(7, phone.length - 3));
      }),
    );
  });
});
