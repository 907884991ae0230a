import { describe, expect, it } from '@jest/globals';
import { OBLIGATION_KINDS, STEPS } from './codes.js';
import { type ReminderLine, reminderMail } from './texts.js';

const line = (changes: Partial<ReminderLine> = {}): ReminderLine => ({
  obligationId: 'o1',
  kind: 'component_retirement',
  name: 'Model 3',
  nameZhHant: '模型三',
  dueOn: '2027-03-01',
  timeZone: 'Asia/Hong_Kong',
  step: 'before_7',
  because: 'owner',
  ...changes,
});
const address = (id: string): string => `https://register.example/obligations/${id}`;

describe('the mail of a reminder', () => {
  it('says what, when, why this person and where', () => {
    const { subject, text } = reminderMail([line()], 'en', address);
    expect(subject).toBe('Model 3 retires on 1 March 2027');
    expect(text).toContain('Reminder: 7 days before (Asia/Hong_Kong time).');
    expect(text).toContain('You are the technology owner');
    expect(text).toContain('Open: https://register.example/obligations/o1');
  });

  it('is in Traditional Chinese for those who read it', () => {
    const { subject, text } = reminderMail(
      [line({ step: 'after_7', because: 'escalation' })],
      'zh-Hant',
      () => null,
    );
    expect(subject).toBe('逾期：模型三 已於 2027年3月1日 停止服務');
    expect(text).toContain('已上報至風險主任');
    expect(text).not.toContain('http');
  });

  it('tells missed steps of one obligation together, and several obligations one after the other', () => {
    const lines = [line({ step: 'before_30' }), line(), line({ obligationId: 'o2', name: 'Other' })];
    const { subject, text } = reminderMail(lines, 'en', address);
    expect(subject).toBe('2 retirement dates need attention');
    expect(text).toContain('Reminder: 30 days before, 7 days before');
    expect(text.indexOf('Model 3')).toBeLessThan(text.indexOf('Other'));
  });

  it('tells of an excess over a limit, and of several kinds together', () => {
    const excess = line({
      obligationId: 'o3',
      kind: 'concentration_finding',
      name: 'Vendors: A',
      because: 'role',
    });
    const { subject, text } = reminderMail([excess], 'en', address);
    expect(subject).toBe('A limit is exceeded, act by 1 March 2027: Vendors: A');
    expect(text).toContain('Nobody is named as the owner of the limit');
    expect(text).not.toContain('technology owner');
    const late = { ...excess, step: 'after_7' as const };
    expect(reminderMail([late], 'zh-Hant', address).subject).toContain('逾期：已超出集中度上限');
    expect(reminderMail([line(), excess], 'en', address).subject).toBe('2 dates need attention');
  });

  it('tells of a plan that is to be reviewed, and of one that is to be exercised', () => {
    const review = line({ kind: 'plan_review', name: 'Plan B', nameZhHant: '後備計劃', because: 'role' });
    const exercise = line({
      kind: 'plan_exercise',
      name: 'Plan B',
      nameZhHant: '後備計劃',
      obligationId: 'o4',
    });
    expect(reminderMail([review], 'en', address)).toMatchObject({
      subject: 'A contingency plan is to be reviewed by 1 March 2027: Plan B',
      text: expect.stringContaining('so it falls to the risk officers'),
    });
    expect(reminderMail([exercise], 'zh-Hant', address)).toMatchObject({
      subject: '應變計劃須於 2027年3月1日 或之前進行演練：後備計劃',
      text: expect.stringContaining('請安排演練'),
    });
    expect(reminderMail([{ ...exercise, step: 'after_7' }], 'en', address).subject).toContain(
      'Overdue: a contingency',
    );
  });

  it.each(OBLIGATION_KINDS)(
    'says of %s what it is, by when, why and what to do, in both languages',
    (kind) => {
      for (const locale of ['en', 'zh-Hant'] as const) {
        const told = STEPS.map((step) => reminderMail([line({ kind, step })], locale, address));
        const role = reminderMail([line({ kind, because: 'role' })], locale, address);
        const name = locale === 'en' ? 'Model 3' : '模型三';
        for (const { subject } of told) {
          expect(subject).toContain(name);
          expect(subject).toMatch(locale === 'en' ? '1 March 2027' : '2027年3月1日');
        }
        expect(new Set(told.map(({ subject }) => subject)).size).toBe(2);
        expect(role.text).toContain(locale === 'en' ? 'the risk officers' : '風險主任');
        expect(`${told[0]?.text}${role.text}`).not.toMatch(/[{}]|undefined/);
      }
    },
  );

  it('tells senior managers that it was escalated to them', () => {
    const notice = line({ kind: 'regulator_notice', step: 'business_1', because: 'management' });
    expect(reminderMail([notice], 'en', address).text).toContain('escalated to senior management');
    expect(reminderMail([notice], 'zh-Hant', address).text).toContain('已上報至高級管理層');
  });

  it('never reads a name as a template', () => {
    const { subject } = reminderMail([line({ name: '{date} $& {{7*7}}' })], 'en', address);
    expect(subject).toBe('{date} $& {{7*7}} retires on 1 March 2027');
  });
});
