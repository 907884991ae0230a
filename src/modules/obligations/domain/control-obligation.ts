import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { CONTROL_NAMES } from '../../diligence/controls.public.js';
import type { Wanted } from './plan.js';

/** A control, and the last day on which it counts. */
export interface ControlFact {
  controlId: string;
  domain: string;
  control: string;
  /** What it is of, by its names; null: of everything. */
  subject: string | null;
  subjectZhHant: string | null;
  /** YYYY-MM-DD; null: the control, or what it is of, is retired. */
  validTo: string | null;
  /** Who recorded it; null when the person has left, or it was a system. */
  ownerId: string | null;
  /** Null: of all. */
  legalEntityId: string | null;
  timeZone: string | null;
}

/** The longest name of a source that is shown. */
const LONGEST = 200;

/** Who must look at a control before it counts no longer: who recorded it, or the risk officers. */
export function controlObligations(fact: ControlFact): Wanted[] {
  const { controlId, validTo, ownerId, legalEntityId, timeZone, subject, subjectZhHant } = fact;
  if (validTo === null) return [];
  const names = CONTROL_NAMES[`${fact.domain}.${fact.control}`];
  const about = (name: string, of: string | null, mark: string): string =>
    [...(of === null ? name : `${name}${mark}${of}`)].slice(0, LONGEST).join('');
  return [
    {
      kind: 'control_expiry',
      sourceType: 'control',
      sourceId: controlId,
      ownerId,
      legalEntityIds: legalEntityId === null ? [] : [legalEntityId],
      dueOn: validTo,
      timeZone: timeZone ?? HOME_TIME_ZONE,
      params: {
        name: about(names?.en ?? fact.control, subject, ': '),
        nameZhHant: about(names?.['zh-Hant'] ?? fact.control, subjectZhHant ?? subject, '：'),
      },
    },
  ];
}
