import { describe, expect, test } from 'vitest';
import { DEPARTMENTS, STAFF_ROLES } from '../../../contracts/people.ts';
import { CATEGORIES, findCategory } from '../../../domain/catalog/categories.ts';
import { DEPARTMENT_NAMES } from '../../../domain/catalog/departments.ts';
import { ROLE_NAMES } from '../../../domain/catalog/roles.ts';

function codesWith(urgent: string): string[] {
  return CATEGORIES.filter((category) => category.urgent === urgent).map(({ code }) => code);
}

describe('the catalogue', () => {
  test('has each of its 77 categories once', () => {
    expect(CATEGORIES).toHaveLength(77);
    expect(new Set(CATEGORIES.map(({ code }) => code)).size).toBe(77);
    expect(CATEGORIES.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });

  test.each([
    ['ACC.LOGIN.NO_CODE', 'simple', 'direct', 'FRONT'],
    ['OTH.SUGGEST.FEATURE', 'simple', 'department', 'IMPROVE'],
    ['ORD.PAY.FAILED', 'complex', 'department', 'PAY'],
    ['ORD.DISPUTE.CASE', 'complex', 'coordinated', 'ORDER'],
    ['ACC.QUAL.REVIEW', 'special', 'department', 'QUAL'],
    ['SVC.COMPLAINT', 'complex', 'department', 'QA'],
    ['SVC.CUSTOM', 'special', 'department', 'OFFLINE'],
  ])('%s is %s, %s, of %s', (code, slaClass, routing, department) => {
    expect(findCategory(code)).toMatchObject({ slaClass, routing, department });
  });

  test('knows the three urgent matters, and two that need consent', () => {
    expect(codesWith('always')).toEqual(['ACC.LOGIN.STOLEN', 'ORD.FULFIL.UNREACHABLE', 'TEC.FAULT.DOWN']);
    expect(codesWith('with-consent')).toEqual(['MER.SHOP.BANNED', 'MER.SHIP.BLOCKED']);
  });

  test.each([
    ['ACC.LOGIN.LOCKED', ['login']],
    ['ACC.QUAL.UPLOAD', ['login', 'licence-picture']],
    ['ORD.FULFIL.SHIP', ['order-no']],
    ['ORD.PAY.REFUND', ['order-no', 'payment-screenshot']],
    ['PRD.QUALITY.VERIFY', ['item-id', 'photos']],
    ['TEC.FAULT.PAGE', ['screenshot', 'device-model', 'browser-version']],
    ['OTH.INVOICE.TYPE', ['order-no', 'invoice-title', 'tax-number']],
    ['OTH.RULE.FEE', []],
    ['SVC.COMPLAINT', ['staff-no', 'time', 'reason']],
    ['MER.FIN.DEPOSIT', ['shop-id']],
  ])('%s needs %j', (code, expected) => {
    expect(findCategory(code)?.requiredFacts.map((fact) => fact.code)).toEqual(expected);
  });

  test.each(['', 'ACC', 'acc.login.no_code', 'toString'])('%j is no category', (code) => {
    expect(findCategory(code)).toBeNull();
  });

  test('names every department and role in both languages', () => {
    const names = [
      ...DEPARTMENTS.map((code) => DEPARTMENT_NAMES[code]),
      ...STAFF_ROLES.map((code) => ROLE_NAMES[code]),
    ];
    expect(names.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });
});
