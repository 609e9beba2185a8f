import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

const CONTACT = { name: '王芳', phone: '13812345678', email: 'wang@example.com' };
const MASKED = { name: '王芳', phone: '138****5678', email: 'w***@example.com' };

let desk: Desk;
let customer: DemoCredential;
let agent: DemoCredential;
let pay: DemoCredential;
let path: string;
const staff = (wanted: string): DemoCredential => desk.credential(({ role }) => role === wanted);

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  agent = staff('agent');
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  const opened = await desk.post(customer, '/v1/tickets', { ...SPECIALISED, contact: CONTACT });
  expect(opened.body.contact).toEqual(CONTACT);
  path = `/v1/tickets/${opened.body.ticketNo}`;
});
afterAll(() => desk.close());

const contactFor = async (who: DemoCredential) => (await desk.get(who, path)).body.contact;

describe('phone and mail address of a contact', () => {
  test('are masked for staff who only look on, in lists too', async () => {
    expect(await contactFor(agent)).toEqual(MASKED);
    expect(await contactFor(pay)).toEqual(MASKED);
    const { items } = (await desk.get(staff('supervisor'), '/v1/tickets')).body;
    expect(items[0].contact).toEqual(MASKED);
    for (const tail of ['', '/events', '/messages']) {
      expect((await desk.get(agent, `${path}${tail}`)).text).not.toMatch(/13812345678|wang@example/);
    }
  });

  test('are whole for the customer, for a machine of the platform, and for whoever has taken the ticket over', async () => {
    expect(await contactFor(customer)).toEqual(CONTACT);
    expect(await contactFor(staff('integration'))).toEqual(CONTACT);
    const taken = await desk.post(pay, `${path}/take-over`, {});
    expect(taken.body.contact).toEqual(CONTACT);
    expect(await contactFor(pay)).toEqual(CONTACT);
    expect(await contactFor(agent)).toEqual(MASKED);
  });

  test('are shown whole to others for a reason, which is written down', async () => {
    const viewed = await desk.post(agent, `${path}/contact-views`, { reason: '客户要求回电' });
    expect([viewed.status, viewed.body]).toEqual([201, { ...CONTACT, at: expect.stringMatching(/\+08:00$/) }]);
    const { items } = (await desk.get(staff('inspector'), `${path}/contact-views`)).body;
    expect(items).toMatchObject([{ actor: { kind: 'staff', staffNo: agent.staffNo }, reason: '客户要求回电' }]);
    expect(await contactFor(agent)).toEqual(MASKED);
  });

  test('without a reason, or for who does not see the ticket, nothing is shown or written', async () => {
    const tech = desk.credential(({ role, department }) => role === 'specialist' && department === 'TECH');
    expect((await desk.post(agent, `${path}/contact-views`, {})).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/reason' }],
    });
    expect((await desk.post(tech, `${path}/contact-views`, { reason: '看看' })).status).toBe(404);
    for (const who of [customer, staff('admin')]) {
      expect((await desk.post(who, `${path}/contact-views`, { reason: '看看' })).status).toBe(403);
    }
    expect((await desk.get(agent, `${path}/contact-views`)).status).toBe(403);
    expect((await desk.get(staff('manager'), `${path}/contact-views`)).body.items).toHaveLength(1);
  });

  test('of a ticket that names nobody there is nothing to see', async () => {
    const { ticketNo } = (await desk.post(customer, '/v1/tickets', SPECIALISED)).body;
    const view = await desk.post(agent, `/v1/tickets/${ticketNo}/contact-views`, { reason: '回电' });
    expect(view.status).toBe(404);
    expect((await desk.get(staff('manager'), `/v1/tickets/${ticketNo}/contact-views`)).body.items).toMatchObject([
      { reason: '回电' },
    ]);
  });
});
