import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assertCanonical } from '../../../kernel/canonical-json.js';
import type { PlanFacts, PlanSubject } from './plan.js';

/**
 * SHA-256, in hex, of the canonical JSON (RFC 8785) of everything that a plan says: what its approval is bound to. Whoever has
 * the fields of a plan as the API shows them can work it out.
 */
export function planHash(plan: PlanFacts & PlanSubject): string {
  const said = {
    name: plan.name,
    nameZhHant: plan.nameZhHant,
    legalEntityId: plan.legalEntityId,
    useCaseId: plan.useCaseId,
    providerId: plan.providerId,
    componentId: plan.componentId,
    covers: plan.covers,
    strategy: plan.strategy,
    fallbackComponentId: plan.fallbackComponentId,
    manualProcedure: plan.manualProcedure,
    steps: plan.steps,
    recoveryHours: plan.recoveryHours,
    evidenceId: plan.evidenceId,
    ownerId: plan.ownerId,
    validTo: plan.validTo,
  };
  assertCanonical(said);
  return hash('sha256', canonicalize(said) ?? '');
}
