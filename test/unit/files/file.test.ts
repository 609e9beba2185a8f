import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileName, mediaTypeOf } from '../../../domain/files/file.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('what a file is, its first bytes say', () => {
  test.each([
    ['\xff\xd8\xff\xe0JFIF', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['%PDF-1.7', 'application/pdf'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', null],
    ['<!doctype html><script>', null],
    [' %PDF-1.7', null],
    ['MZ', null],
    ['GIF89a', null],
    ['\x89PNG', null],
    ['', null],
  ])('%j: %s', (start, mediaType) => {
    expect(mediaTypeOf(bytes(start))).toBe(mediaType);
  });
});

describe('a name to keep it by', () => {
  test.each([
    ['支付截图.png', 'image/png', '支付截图.png'],
    ['Scan.JPEG', 'image/jpeg', 'Scan.jpeg'],
    ['../../etc/passwd', 'application/pdf', 'passwd.pdf'],
    ['C:\\temp\\a.pdf', 'application/pdf', 'a.pdf'],
    ['photo.exe', 'image/jpeg', 'photo.exe.jpg'],
    ['photo.jpg.html', 'image/jpeg', 'photo.jpg.html.jpg'],
    ['a\r\nSet-Cookie: b.png', 'image/png', 'aSet-Cookie b.png'],
    ['\u202egnp.exe', 'image/png', 'gnp.exe.png'],
    ['.png', 'image/png', 'file.png'],
    ['...', 'application/pdf', 'file.pdf'],
    ['卡号 4111111111111111 正面.png', 'image/png', '卡号 1111 正面.png'],
    ['登录密码是 S3cretXy9.png', 'image/png', '登录密码是.png'],
    ['订单4111111111111111.pdf', 'application/pdf', '订单4111111111111111.pdf'],
    ['20251107121314.jpg', 'image/jpeg', '20251107121314.jpg'],
  ] as const)('%j as %s is %s', (told, mediaType, name) => {
    expect(fileName(told, mediaType)).toBe(name);
  });

  test('is the end of one that is longer than any name', () => {
    expect(fileName(`scan/${'\u0316'.repeat(2000)}/${'图'.repeat(90)}.png`, 'image/png')).toBe(
      `${'图'.repeat(90)}.png`,
    );
    expect(fileName(`${'a'.repeat(1000)}${'b'.repeat(1000)}`, 'image/png')).toBe(`${'b'.repeat(100)}.png`);
  });

  test('has no folder, nothing invisible and the right ending, whatever was told', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (told) => {
        const name = fileName(told, 'image/png');
        expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}"<>|:*?]+\.png$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(104);
      }),
    );
  });
});
