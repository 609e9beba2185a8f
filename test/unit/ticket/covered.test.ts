import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../../channels/notices/withheld.ts';
import { SCOPES } from '../../../contracts/people.ts';
import { isCovered, isToldWords } from '../../../domain/ticket/covered.ts';

describe('what an account is told by its scopes', () => {
  test('of invoices, payments, refunds and qualifications who has their scope, of how things are done everybody', () => {
    expect(isCovered(['order.view', 'refund.apply'], 'ORD.PAY.VOUCHER')).toBe(false);
    expect(isCovered(['payment.view'], 'ORD.PAY.VOUCHER')).toBe(true);
    expect(isCovered(['refund.apply'], 'ORD.PAY.REFUND')).toBe(true);
    expect(isCovered(['payment.view'], 'ORD.DISPUTE.INVOICE')).toBe(false);
    expect(isCovered([], 'ACC.QUAL.REVIEW')).toBe(false);
    expect([isCovered([], 'OTH.INVOICE.TYPE'), isCovered([], null)]).toEqual([true, true]);
  });

  test('the main account is told everything, and so is the desk', () => {
    const account = { kind: 'customer', companyId: 'C1', companyKind: 'buyer', accountId: 'A1', scopes: [] } as const;
    expect(isToldWords({ ...account, main: false }, 'MER.FIN.STATEMENT')).toBe(false);
    expect(isToldWords({ ...account, main: true, scopes: SCOPES }, 'MER.FIN.STATEMENT')).toBe(true);
    expect(isToldWords({ kind: 'integration', clientId: 'erp' }, 'MER.FIN.STATEMENT')).toBe(true);
  });

  test('below an answer stands in inbox and mail where it is; what is asked for is told whoever asked', () => {
    const told = (template: 'answer-sent' | 'material-requested', params = {}): string =>
      wordsFor({ template, params }, { body: { solution: '凭证号 1' }, locale: 'zh-CN', isCovered: false }).join();
    expect(told('answer-sent')).toContain('已发至主账号');
    expect(told('answer-sent')).not.toContain('凭证号');
    expect(told('material-requested')).toContain('凭证号');
  });
});
