import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGENT_STATES } from '../../../contracts/agents.ts';
import type { Candidate, Need } from '../../../domain/assignment/candidate.ts';
import { choose, hasSkill } from '../../../domain/assignment/choose.ts';
import { isAssignedAtOpening } from '../../../domain/assignment/opening.ts';

function agent(staffNo: string, changes: Partial<Candidate> = {}): Candidate {
  return {
    staffNo,
    role: 'agent',
    department: 'FRONT',
    state: 'ready',
    onShift: true,
    load: 0,
    capacity: 5,
    skills: [],
    lastAssignedAt: null,
    ...changes,
  };
}

function need(changes: Partial<Need> = {}): Need {
  return {
    department: 'FRONT',
    category: 'ORD.DISPUTE.RETURN',
    askedFor: null,
    receivedBy: null,
    contact: null,
    without: [],
    senior: false,
    ...changes,
  };
}

const chosen = (candidates: readonly Candidate[], wanted: Need): string | null => {
  const choice = choose(candidates, wanted);
  return choice === null ? null : `${choice.to.staffNo} ${choice.why}`;
};

describe('who gets a new ticket', () => {
  test('the one the customer asked for by number, before everybody else', () => {
    const desk = [agent('1001', { load: 4 }), agent('1002', { skills: ['ORD'] })];
    expect(chosen(desk, need({ askedFor: '1001', receivedBy: '1002', contact: '1002' }))).toBe('1001 asked-for');
  });

  test.each([
    ['off', { state: 'off' }],
    ['away', { state: 'away' }],
    ['not on shift', { onShift: false }],
    ['at his capacity', { load: 5 }],
    ['of another department', { department: 'PAY', role: 'specialist' }],
  ] as const)('asked for, but %s: the group has it', (_why, changes) => {
    expect(chosen([agent('1001', changes), agent('1002')], need({ askedFor: '1001' }))).toBe('1002 free');
  });

  test('the agent on the phone keeps what he took in', () => {
    const desk = [agent('1001'), agent('1002', { load: 3 })];
    expect(chosen(desk, need({ receivedBy: '1002', contact: '1001' }))).toBe('1002 received');
  });

  test('the first contact of the customer’s open ticket stays the contact', () => {
    const desk = [agent('1001', { skills: ['ORD'] }), agent('1002', { load: 3 })];
    expect(chosen(desk, need({ contact: '1002' }))).toBe('1002 first-contact');
  });

  test('a skill counts more than a short queue', () => {
    const desk = [agent('1001'), agent('1002', { load: 3, skills: ['ORD.DISPUTE'] })];
    expect(chosen(desk, need())).toBe('1002 skilled');
    expect(chosen(desk, need({ category: 'TEC.GUIDE.REPORT' }))).toBe('1001 free');
  });

  test('of equals the least loaded, then who has waited longest, then the lowest number', () => {
    const late = '2025-11-07T02:00:00.000Z';
    const early = '2025-11-07T01:00:00.000Z';
    expect(chosen([agent('1001', { load: 1 }), agent('1002')], need())).toBe('1002 free');
    const waited = [agent('1001', { lastAssignedAt: late }), agent('1002', { lastAssignedAt: early })];
    expect(chosen(waited, need())).toBe('1002 free');
    expect(chosen([...waited, agent('1003')], need())).toBe('1003 free');
    expect(chosen([agent('10001'), agent('1002'), agent('1001')], need())).toBe('1001 free');
  });

  test('whoever drops out does not get it back, not even as the first contact', () => {
    expect(chosen([agent('1001'), agent('1002')], need({ contact: '1001', without: ['1001'] }))).toBe('1002 free');
  });

  test('an escalated one goes to a senior agent alone', () => {
    const senior = agent('1003', { role: 'seniorAgent', load: 4 });
    expect(chosen([agent('1001'), senior], need({ senior: true }))).toBe('1003 escalated');
    expect(chosen([agent('1001')], need({ senior: true }))).toBeNull();
  });

  test('a supervisor of the front desk is no agent', () => {
    expect(chosen([agent('3001', { role: 'supervisor' })], need())).toBeNull();
  });
});

describe('a skill', () => {
  test.each([
    ['FRONT', true],
    ['ORD', true],
    ['ORD.DISPUTE', true],
    ['ORD.DISPUTE.RETURN', true],
    ['OR', false],
    ['ORD.DISP', false],
    ['ORD.DISPUTE.INVOICE', false],
    ['PAY', false],
  ])('%s for a question about a return: %s', (skill, is) => {
    expect(hasSkill({ skills: [skill] }, need())).toBe(is);
  });
});

describe('straight to an agent goes', () => {
  test.each([
    ['ORD.DISPUTE.RETURN', 'simple, front desk', true],
    ['OTH.SUGGEST.BUG', 'simple, another owner', false],
    ['ORD.PAY.FAILED', 'specialised', false],
    ['ORD.DISPUTE.CASE', 'complex', false],
    ['SVC.CUSTOM', 'special', false],
    [null, 'not classified', false],
    ['NO.SUCH.THING', 'unknown', false],
  ])('%s (%s): %s', (category, _what, is) => {
    expect(isAssignedAtOpening(category)).toBe(is);
  });
});

const numbers = ['1001', '1002', '1003', '1004', '1005', '1006'] as const;
const someNumber = fc.option(fc.constantFrom(...numbers), { nil: null });
const someSkill = fc.constantFrom('FRONT', 'PAY', 'ORD', 'ORD.DISPUTE', 'TEC', 'TEC.GUIDE.REPORT');
const someCandidate = (staffNo: string): fc.Arbitrary<Candidate> =>
  fc.record({
    staffNo: fc.constant(staffNo),
    role: fc.constantFrom('agent', 'seniorAgent', 'specialist', 'supervisor'),
    department: fc.constantFrom('FRONT', 'FRONT', 'PAY'),
    state: fc.constantFrom('ready', ...AGENT_STATES),
    onShift: fc.boolean(),
    load: fc.integer({ min: 0, max: 6 }),
    capacity: fc.integer({ min: 1, max: 6 }),
    skills: fc.array(someSkill, { maxLength: 2 }),
    lastAssignedAt: fc.option(fc.constantFrom('2025-11-07T01:00:00.000Z', '2025-11-07T02:00:00.000Z'), { nil: null }),
  });
const desks = fc.tuple(...numbers.map(someCandidate));
const needs: fc.Arbitrary<Need> = fc.record({
  department: fc.constantFrom('FRONT', 'FRONT', 'PAY'),
  category: fc.constantFrom('ORD.DISPUTE.RETURN', 'TEC.GUIDE.REPORT', null),
  askedFor: someNumber,
  receivedBy: someNumber,
  contact: someNumber,
  without: fc.array(fc.constantFrom(...numbers), { maxLength: 2 }),
  senior: fc.boolean(),
});

const isAvailable = (one: Candidate, wanted: Need): boolean =>
  one.state === 'ready' &&
  one.onShift &&
  one.load < one.capacity &&
  one.department === wanted.department &&
  !wanted.without.includes(one.staffNo);

describe('whatever the desk looks like', () => {
  test('nobody is chosen who is off, away, off shift, full, of another department, or ruled out', () => {
    fc.assert(
      fc.property(desks, needs, (desk, wanted) => {
        const choice = choose(desk, wanted);
        const one = desk.find(({ staffNo }) => staffNo === choice?.to.staffNo);
        return one === undefined ? choice === null : isAvailable(one, wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('nobody without the skill gets it by turn while somebody with it is free', () => {
    fc.assert(
      fc.property(desks, needs, (desk, wanted) => {
        const choice = choose(desk, wanted);
        if (choice?.why !== 'free') return true;
        const agents = desk.filter(
          (one) => isAvailable(one, wanted) && (wanted.department !== 'FRONT' || one.role.endsWith('gent')),
        );
        return !agents.some((one) => hasSkill(one, wanted));
      }),
      { numRuns: 2000 },
    );
  });

  test('somebody is chosen whenever an agent of the front desk is free', () => {
    fc.assert(
      fc.property(desks, needs, (desk, wanted) => {
        if (wanted.department !== 'FRONT') return true;
        const wants = wanted.senior ? ['seniorAgent'] : ['agent', 'seniorAgent'];
        const anybody = desk.some((one) => isAvailable(one, wanted) && wants.includes(one.role));
        return (choose(desk, wanted) !== null) === anybody;
      }),
      { numRuns: 2000 },
    );
  });

  test('the order in which people are listed decides nothing', () => {
    const shuffled = desks.chain((desk) =>
      fc.tuple(fc.constant(desk), fc.shuffledSubarray([...desk], { minLength: desk.length })),
    );
    fc.assert(
      fc.property(shuffled, needs, ([desk, other], wanted) => {
        expect(choose(other, wanted)).toEqual(choose(desk, wanted));
      }),
      { numRuns: 1000 },
    );
  });
});
