import { describe, expect, it } from '@jest/globals';
import {
  type Clearance,
  clearanceProblems,
  type Finding,
  findingDayProblems,
  isClosed,
  stickyProblems,
} from './finding-rules.js';

const TODAY = '2026-11-25';
const NEVER = { knownExploited: false, malicious: false };
const finding = (facts: Partial<Finding> = {}): Finding => ({
  identifier: 'CVE-2026-1000',
  knownExploited: 'no',
  malicious: 'no',
  foundOn: '2026-11-01',
  remediatedOn: null,
  ...facts,
});
const places = (current: Partial<Finding>, wanted: Partial<Finding>, ever = NEVER): string[] =>
  stickyProblems(finding(current), finding({ ...current, ...wanted }), ever).map(({ pointer }) => pointer);

describe('the days of a finding', () => {
  it('are not in the future, and the remedy is not before the finding', () => {
    const codes = (foundOn: string, remediatedOn: string | null) =>
      findingDayProblems({ foundOn, remediatedOn }, TODAY).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(codes('2026-11-25', '2026-11-25')).toEqual([]);
    expect(codes('2026-11-25', null)).toEqual([]);
    expect(codes('2026-11-26', null)).toEqual(['/foundOn not-in-future']);
    expect(codes('2026-11-01', '2026-11-26')).toEqual(['/remediatedOn not-in-future']);
    expect(codes('2026-11-02', '2026-11-01')).toEqual(['/remediatedOn contradiction']);
  });
});

describe('a VEX statement that clears a known exploit', () => {
  const missing = (said: Partial<Clearance>) =>
    clearanceProblems({
      ...{ identifier: 'CVE-2026-1000', malicious: 'no', knownExploited: 'yes', remediatedOn: null },
      ...{ vex: 'not_affected', source: null, note: null },
      ...said,
    }).map(({ pointer, code }) => `${pointer} ${code}`);

  it('says who says so, and why', () => {
    expect(missing({})).toEqual(['/source needed-with', '/note needed-with']);
    expect(missing({ vex: 'fixed', source: 'https://vendor.example', note: '  ' })).toEqual([
      '/note needed-with',
    ]);
    expect(missing({ source: 'https://vendor.example', note: 'The code is not reached.' })).toEqual([]);
  });

  it('is asked for it too where nobody knows whether it is exploited, and where malice is denied by name', () => {
    expect(missing({ knownExploited: 'unknown' })).toHaveLength(2);
    const denied = { identifier: 'mal-2026-1', knownExploited: 'no', vex: 'unknown' };
    expect(missing(denied)).toHaveLength(2);
    expect(missing({ ...denied, malicious: 'yes' })).toEqual([]);
    expect(missing({ ...denied, source: 'https://osv.dev', note: 'Withdrawn.' })).toEqual([]);
  });

  it.each([{ knownExploited: 'no' }, { vex: 'affected' }, { vex: 'unknown' }, { remediatedOn: TODAY }])(
    'is asked for no more of where it clears none: %o',
    (said) => {
      expect(missing(said)).toEqual([]);
    },
  );
});

describe('a finding that counts nowhere', () => {
  it.each([
    [true, { remediatedOn: TODAY, malicious: 'yes', vex: 'unknown' }],
    [true, { remediatedOn: null, malicious: 'no', vex: 'not_affected' }],
    [true, { remediatedOn: null, malicious: 'no', vex: 'fixed' }],
    [false, { remediatedOn: null, malicious: 'no', vex: 'unknown' }],
    [false, { remediatedOn: null, malicious: 'no', vex: 'under_investigation' }],
    [false, { remediatedOn: null, malicious: 'unknown', vex: 'not_affected' }],
  ])('is closed: %p, of %o', (closed, given) => expect(isClosed(given)).toBe(closed));
});

describe('an adverse finding', () => {
  it('becomes no milder without a day of its remedy', () => {
    for (const milder of ['no', 'unknown']) {
      expect(places({ knownExploited: 'yes' }, { knownExploited: milder })).toEqual(['/knownExploited']);
      expect(places({ malicious: 'yes' }, { malicious: milder })).toEqual(['/malicious']);
      expect(places({ malicious: 'yes' }, { malicious: milder, remediatedOn: TODAY })).toEqual([]);
      expect(places({ malicious: 'yes', remediatedOn: TODAY }, { malicious: milder })).toEqual([]);
    }
  });

  it('becomes worse at any time, and what is unknown may turn out to be harmless', () => {
    expect(places({ knownExploited: 'yes' }, { malicious: 'yes' })).toEqual([]);
    expect(places({ knownExploited: 'unknown' }, { knownExploited: 'no' })).toEqual([]);
  });

  it('does not go away by naming another vulnerability', () => {
    expect(places({ malicious: 'yes' }, { identifier: 'CVE-2026-2000' })).toEqual(['/identifier']);
    expect(places({ malicious: 'yes' }, { identifier: 'cve-2026-1000' })).toEqual([]);
    expect(places({}, { identifier: 'CVE-2026-2000' })).toEqual([]);
  });

  it('does not go away by a day of a remedy that is taken back', () => {
    const ever = { knownExploited: true, malicious: false };
    const closed = { knownExploited: 'no', remediatedOn: TODAY };
    expect(places(closed, { remediatedOn: null }, ever)).toEqual(['/remediatedOn']);
    expect(places(closed, { remediatedOn: null, knownExploited: 'yes' }, ever)).toEqual([]);
    expect(places(closed, { remediatedOn: '2026-11-20' }, ever)).toEqual([]);
    expect(places({ remediatedOn: TODAY }, { remediatedOn: null })).toEqual([]);
  });
});
