import { describe, expect, test } from 'vitest';
import { speakingIn } from '../../../channels/notices/following.ts';
import { templateFor, wordsFor } from '../../../channels/notices/withheld.ts';
import { type Principal, type Scope, SCOPES } from '../../../contracts/people.ts';
import { boundsOf, isAnswerWithheld, isWithheld, speakingOf } from '../../../domain/ticket/covered.ts';

const isTold = (scopes: readonly Scope[] | null, category: string | null, saidIn: readonly string[] = []): boolean =>
  !isWithheld(scopes, { speaking: 'of-matter', saidIn, category });

describe('what an account is told by its scopes', () => {
  test('of invoices, payments, refunds and qualifications who has their scope, of how things are done everybody', () => {
    expect(isTold(['order.view', 'refund.apply'], 'ORD.PAY.VOUCHER')).toBe(false);
    expect(isTold(['payment.view'], 'ORD.PAY.VOUCHER')).toBe(true);
    expect(isTold(['refund.apply'], 'ORD.PAY.REFUND')).toBe(true);
    expect(isTold(['payment.view'], 'ORD.DISPUTE.INVOICE')).toBe(false);
    expect(isTold([], 'ACC.QUAL.REVIEW')).toBe(false);
    expect([isTold([], 'OTH.INVOICE.TYPE'), isTold([], null)]).toEqual([true, true]);
  });

  test('what was said in a category, or in one before it, is told only with the scopes of each', () => {
    expect(isTold(['invoice.manage'], null, ['ORD.PAY.VOUCHER'])).toBe(false);
    expect(isTold(['payment.view'], 'ACC.LOGIN.NO_CODE', ['ORD.PAY.VOUCHER', 'ORD.DISPUTE.INVOICE'])).toBe(false);
    expect(isTold(['payment.view', 'invoice.manage'], null, ['ORD.PAY.VOUCHER', 'ORD.DISPUTE.INVOICE'])).toBe(true);
  });

  test('the main account is told everything, and so is the desk', () => {
    const account = { kind: 'customer', companyId: 'C1', companyKind: 'buyer', accountId: 'A1', scopes: [] } as const;
    const told = (principal: Principal): boolean => isTold(boundsOf(principal), 'MER.FIN.STATEMENT');
    expect(told({ ...account, main: false })).toBe(false);
    expect(told({ ...account, main: true, scopes: SCOPES })).toBe(true);
    expect(told({ kind: 'integration', clientId: 'erp' })).toBe(true);
  });

  test('in inbox and mail nobody is asked to judge what he may not read', () => {
    const asked = (scopes: Scope[]) =>
      templateFor('answer-sent', isAnswerWithheld(scopes, { category: 'ORD.PAY.VOUCHER' }));
    expect([asked([]), asked(['payment.view'])]).toEqual(['answer-to-main-account', 'answer-sent']);
    expect(templateFor('rating-invited', true)).toBe('rating-to-main-account');
    expect(templateFor('material-requested', true)).toBe('material-requested');
  });

  test('what another account’s ticket brought is that account’s, whoever says it and in what category', () => {
    const said = { speaking: 'for-reader', saidIn: [], category: null, fromUnread: true } as const;
    expect([isWithheld(['payment.view'], said), isWithheld(null, said)]).toEqual([true, false]);
  });

  test('what is ruled in a dispute is told to whoever manages disputes as well', () => {
    const ruled = { speaking: speakingOf('ruled', { kind: 'system' }), saidIn: [], category: 'ORD.PAY.VOUCHER' };
    expect([isWithheld(['dispute.manage'], ruled), isWithheld(['order.view'], ruled)]).toEqual([false, true]);
  });

  test('what customers say is for whoever reads the ticket', () => {
    const customer = { kind: 'customer', companyId: 'C1', accountId: 'A1' } as const;
    expect([speakingOf('message', customer), speakingOf('message', { kind: 'system' })]).toEqual([
      'for-reader',
      'of-matter',
    ]);
  });

  test('below a notice stands in inbox and mail where an answer is; what is asked for is told whoever asked', () => {
    const told = (template: 'answer-sent' | 'limit-moved' | 'material-requested'): string => {
      const notice = { template, params: {} };
      const said = { speaking: speakingIn(notice), saidIn: [], category: 'ORD.PAY.VOUCHER' };
      const words = { body: { reason: '凭证号 1' }, locale: 'zh-CN', withheld: isWithheld([], said) } as const;
      return wordsFor(notice, words).join();
    };
    for (const template of ['answer-sent', 'limit-moved'] as const) {
      expect(told(template)).toContain('已发至主账号');
      expect(told(template)).not.toContain('凭证号');
    }
    expect(told('material-requested')).toContain('凭证号');
  });
});
