import { describe, expect, it } from '@jest/globals';
import { type ControlLimit, limitMonitored } from './limit-control.js';

const limit = (legalEntityId: string, more: Partial<ControlLimit> = {}): ControlLimit => ({
  id: 'l',
  legalEntityId,
  source: { version: 1, updatedAt: '2026-01-01T00:00:00.000Z' },
  threshold: 0.5,
  measured: { threshold: 0.5, covers: ['u'], error: null },
  openFindings: 0,
  ...more,
});
const of = (legalEntityIds: string[], limits: ControlLimit[]) =>
  limitMonitored({ id: 'u', legalEntityIds }, limits).state;

describe('the control of limits', () => {
  it('operates where a limit is set, measured, and not exceeded', () => {
    expect(of(['e'], [limit('e')])).toEqual({ design: 1, operating: 1 });
  });

  it('does not operate while anything exceeds a limit, accepted or not', () => {
    expect(of(['e'], [limit('e'), limit('e', { openFindings: 1 })])).toEqual({ design: 1, operating: 0 });
  });

  it('is read from the limits of its own entities that are about the use case', () => {
    const [own, others] = [limit('e', { id: '1' }), limit('other', { id: '2' })];
    expect(limitMonitored({ id: 'u', legalEntityIds: ['e'] }, [own, others]).limits).toEqual([own]);
  });

  it('is not recorded without a limit that is about the use case', () => {
    expect(of(['e'], [])).toBeNull();
    expect(of([], [limit('e')])).toBeNull();
    expect(of(['e'], [limit('other')])).toBeNull();
    const elsewhere = { threshold: 0.5, covers: ['another'], error: null };
    expect(of(['e'], [limit('e', { measured: elsewhere })])).toBeNull();
    // A limit that is about others says nothing of this one, neither good nor bad.
    expect(of(['e'], [limit('e'), limit('e', { measured: elsewhere, openFindings: 1 })])).toEqual({
      design: 1,
      operating: 1,
    });
  });

  it('is not recorded unless every legal entity of the use case has such a limit', () => {
    expect(of(['e', 'f'], [limit('e')])).toBeNull();
    expect(of(['e', 'f'], [limit('e'), limit('f', { openFindings: 2 })])).toEqual({
      design: 1,
      operating: 0,
    });
  });

  it('is not recorded while a limit is not measured, or was measured as it was before', () => {
    expect(of(['e'], [limit('e', { measured: null })])).toBeNull();
    const failed = { threshold: 0.5, covers: ['u'], error: 'portfolio-too-complex' };
    expect(of(['e'], [limit('e', { measured: failed })])).toBeNull();
    expect(of(['e'], [limit('e', { threshold: 0.4 })])).toBeNull();
    expect(of(['e'], [limit('e'), limit('e', { threshold: 0.4 })])).toBeNull();
  });
});
