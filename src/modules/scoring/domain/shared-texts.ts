import type { RegisterFacts } from './register-facts.js';
import type { ScoreComponentFact, ScoreRequirementFact } from './score-facts.js';

/** Fields that hold one of few codes. */
const CODES_OF_COMPONENT = [
  ...(['kind', 'deployment', 'baseModelStatus', 'substitutability', 'status', 'pinning'] as const),
  ...(['transparency', 'scan', 'provenance', 'maintenance', 'licence', 'privilege'] as const),
] as const satisfies readonly (keyof ScoreComponentFact)[];
const CODES_OF_REQUIREMENT = [
  'effect',
  'upstreamDisclosed',
] as const satisfies readonly (keyof ScoreRequirementFact)[];

interface Mentioning extends RegisterFacts {
  arrangements?: readonly { componentIds: readonly string[] }[];
}

/**
 * Lets every mention of an id be the very text that its record has, and every code be one text: a large register mentions
 * them a million times, each read as a copy that takes memory, and looking up a copy means comparing it. Changes the facts
 * that it is given.
 */
export function shareTexts(facts: Mentioning): void {
  const { useCases, providers, components, requirements, arrangements = [] } = facts;
  const own = new Map([...useCases, ...providers, ...components].map(({ id }) => [id, id]));
  const ofRecord = (id: string): string => own.get(id) ?? id;
  const codes = new Map<string, string>();
  for (const component of components) {
    if (component.providerId !== null) component.providerId = ofRecord(component.providerId);
    if (component.baseModelId !== null) component.baseModelId = ofRecord(component.baseModelId);
    shareCodes(component, CODES_OF_COMPONENT, codes);
  }
  for (const requirement of requirements) {
    requirement.of = ofRecord(requirement.of);
    shareCodes(requirement, CODES_OF_REQUIREMENT, codes);
    for (const alternative of requirement.alternatives) {
      if (alternative.componentId !== null) alternative.componentId = ofRecord(alternative.componentId);
      alternative.fallbackEvidence = once(alternative.fallbackEvidence, codes);
    }
  }
  for (const one of arrangements) one.componentIds = one.componentIds.map(ofRecord);
}

/** A graph reads fewer fields of a record than scores do: those that it has not are left out. */
function shareCodes(record: object, fields: readonly string[], codes: Map<string, string>): void {
  const of = record as Record<string, unknown>;
  for (const field of fields) {
    const code = of[field];
    if (typeof code === 'string') of[field] = once(code, codes);
  }
}

function once(text: string, known: Map<string, string>): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  known.set(text, text);
  return text;
}
