import type { ControlFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { complete, gap, type Judgement, missing, type RecordRef, unknown, worst } from './judgement.js';

export function controlRef({ id }: Pick<ControlFact, 'id'>): RecordRef {
  return { type: 'control', id };
}

/** For whom, and about what, a control is looked for; what is narrower counts before what is inherited (footnote 13). */
export interface Controlled {
  readonly legalEntityIds: readonly string[];
  readonly useCaseId?: string;
  readonly providerId?: string | null;
  readonly componentId?: string;
}

const NARROWEST_FIRST = ['arrangement_use', 'arrangement', 'component', 'provider', 'firm'];

/** Whether a control is held there, designed, and shown by a document that is in date; of several as near, the worst. */
export function judgeControl(
  register: InspectedRegister,
  [domain, control]: readonly [string, string],
  where: Controlled,
  isOn: boolean,
): Judgement {
  const held = register
    .controls(domain, control)
    .filter((one) => isHeldFor(one, where, register))
    .sort((a, b) => NARROWEST_FIRST.indexOf(a.level) - NARROWEST_FIRST.indexOf(b.level));
  const [nearest] = held;
  return worst(
    held.filter(({ level }) => level === nearest?.level).map((one) => judgeHeld(one, register.today)),
    missing(isOn, 'no_control'),
  );
}

function judgeHeld(nearest: ControlFact, today: string): Judgement {
  const ref = controlRef(nearest);
  if (nearest.validTo < today) return gap('control_expired', ref);
  if (nearest.design === null || nearest.operating === null) return unknown('control_not_rated', ref);
  if (nearest.design === 0 || nearest.operating === 0) return gap('control_fails', ref);
  return nearest.evidenced ? complete('control_shown', ref) : gap('control_not_shown', ref);
}

function isHeldFor(one: ControlFact, where: Controlled, register: InspectedRegister): boolean {
  if (one.level === 'firm') return isOf(one.legalEntityId, where);
  if (one.level === 'provider') {
    return one.providerId !== null && one.providerId === where.providerId && isOf(one.legalEntityId, where);
  }
  if (one.level === 'component') {
    return (
      one.componentId !== null && one.componentId === where.componentId && isOf(one.legalEntityId, where)
    );
  }
  if (one.useCaseId !== null && one.useCaseId !== where.useCaseId) return false;
  return isCovered(one.arrangementId, where, register);
}

function isOf(legalEntityId: string | null, { legalEntityIds }: Controlled): boolean {
  return legalEntityId === null || legalEntityIds.includes(legalEntityId);
}

/** A control of an arrangement is one of what the arrangement covers. */
function isCovered(
  arrangementId: string | null,
  { useCaseId, componentId, legalEntityIds }: Controlled,
  register: InspectedRegister,
): boolean {
  const ids =
    componentId !== undefined
      ? [componentId]
      : useCaseId === undefined
        ? []
        : register.architecture.of({ id: useCaseId }).map(({ id }) => id);
  return ids.some((id) =>
    register.arrangementsOf(id, legalEntityIds).some((one) => one.id === arrangementId),
  );
}
