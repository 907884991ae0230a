/** Arbitrary small registers for property tests, each with one field of one record set to unknown. */
import fc from 'fast-check';
import { HOLD_A_MODEL } from '../../../inventory/component-facts.public.js';
import type { ComponentFact, ProviderFact, RegisterFacts, RequirementFact } from '../register-facts.js';

const COMPONENTS = ['c0', 'c1', 'c2', 'c3', 'c4'];
const PROVIDERS = ['p0', 'p1', 'p2'];
const USE_CASES = ['u0', 'u1'];
/** The only components that others may be built on: these two are models in every register. */
const BASES = ['c0', 'c1'];
const MODELS = ['language_model', 'embedding_model'];
const OTHERS = ['hosting', 'network_edge', 'region', 'library'];

function componentArbitrary(id: string): fc.Arbitrary<ComponentFact> {
  return fc
    .record({
      kind: fc.constantFrom(...(BASES.includes(id) ? MODELS : [...HOLD_A_MODEL, ...OTHERS])),
      providerId: fc.constantFrom(...PROVIDERS, null),
      deployment: fc.constantFrom('self_hosted', 'single_tenant', 'unknown'),
      base: fc.constantFrom(...BASES.filter((other) => other !== id), 'none', 'unknown'),
      status: fc.constantFrom('in_use', 'in_use', 'in_use', 'suspended'),
    })
    .map(({ base, ...fields }) => ({
      id,
      name: id,
      ...fields,
      ...(HOLD_A_MODEL.includes(fields.kind) ? stated(base) : stated('none')),
      substitutability: 'medium',
      retiresOn: null,
      retired: false,
    }));
}

function stated(base: string): Pick<ComponentFact, 'baseModelStatus' | 'baseModelId'> {
  return base === 'none' || base === 'unknown'
    ? { baseModelStatus: base, baseModelId: null }
    : { baseModelStatus: 'known', baseModelId: base };
}

function providerArbitrary(id: string): fc.Arbitrary<ProviderFact> {
  return fc
    .record({
      kind: fc.constantFrom('third_party', 'group_company', 'in_house', 'open_source_project'),
      status: fc.constantFrom('approved', 'approved', 'approved', 'suspended'),
      parent: fc.constantFrom(...PROVIDERS.filter((other) => other !== id), 'none', 'unknown'),
    })
    .map(({ kind, status, parent }) => {
      const known = PROVIDERS.includes(parent);
      return {
        id,
        name: id,
        kind,
        substitutability: 'medium',
        status,
        ultimateParentStatus: known ? 'known' : parent,
        ultimateParentId: known ? parent : null,
      };
    });
}

function requirementArbitrary(id: string): fc.Arbitrary<RequirementFact> {
  return fc
    .record({
      of: fc.constantFrom(...COMPONENTS, ...USE_CASES, ...USE_CASES),
      upstreamDisclosed: fc.constantFrom('yes', 'no', 'unknown'),
      alternatives: fc.uniqueArray(
        fc.record({
          componentId: fc.constantFrom(...COMPONENTS),
          fallbackEvidence: fc.constantFrom('tested_in_tolerance', 'documented', 'unknown'),
          testedOn: fc.constant('2026-02-01'),
        }),
        { maxLength: 3, selector: ({ componentId }) => componentId },
      ),
      required: fc.integer({ min: 1, max: 3 }),
    })
    .map((fields) => ({
      id,
      ...fields,
      required: Math.max(1, Math.min(fields.required, fields.alternatives.length)),
    }));
}

const factsArbitrary: fc.Arbitrary<RegisterFacts> = fc.record({
  components: fc.tuple(...COMPONENTS.map(componentArbitrary)),
  providers: fc.tuple(...PROVIDERS.map(providerArbitrary)),
  requirements: fc
    .nat(8)
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => requirementArbitrary(`r${i}`)))),
  useCases: fc.constant(
    USE_CASES.map((id) => ({
      id,
      name: id,
      tier: 'T1' as const,
      provisional: false,
      toleranceHours: null,
      legalEntityIds: [],
    })),
  ),
});

/** A register, the same with one thing less known, and the provider that is no longer named there, if any. */
export interface Silence {
  facts: RegisterFacts;
  silent: RegisterFacts;
  forgotten: string | null;
}

type Change = (facts: RegisterFacts, at: number) => Omit<Silence, 'facts'>;

const CHANGES: readonly Change[] = [
  (facts, at) => onComponent(facts, at, { deployment: 'unknown' }),
  (facts, at) => onComponent(facts, at, { providerId: null }),
  (facts, at) => onComponent(facts, at, (kind) => (HOLD_A_MODEL.includes(kind) ? stated('unknown') : {})),
  (facts, at) => ({
    forgotten: null,
    silent: {
      ...facts,
      providers: change(facts.providers, at, { ultimateParentStatus: 'unknown', ultimateParentId: null }),
    },
  }),
  (facts, at) => ({
    forgotten: null,
    silent: { ...facts, requirements: change(facts.requirements, at, { upstreamDisclosed: 'unknown' }) },
  }),
  (facts, at) => ({
    forgotten: null,
    silent: {
      ...facts,
      requirements: facts.requirements.map((requirement, i) =>
        i === at % facts.requirements.length
          ? {
              ...requirement,
              alternatives: requirement.alternatives.map((alternative) => ({
                ...alternative,
                fallbackEvidence: 'unknown',
              })),
            }
          : requirement,
      ),
    },
  }),
];

function onComponent(
  facts: RegisterFacts,
  at: number,
  fields: Partial<ComponentFact> | ((kind: string) => Partial<ComponentFact>),
): Omit<Silence, 'facts'> {
  const was = facts.components[at % facts.components.length];
  const asked = typeof fields === 'function' ? fields(was?.kind ?? '') : fields;
  // The register refuses to forget a provider that is suspended.
  const isHeld = facts.providers.some(({ id, status }) => id === was?.providerId && status === 'suspended');
  const changed = 'providerId' in asked && isHeld ? {} : asked;
  return {
    forgotten: 'providerId' in changed ? (was?.providerId ?? null) : null,
    silent: { ...facts, components: change(facts.components, at, changed) },
  };
}

function change<T>(records: readonly T[], at: number, fields: Partial<T>): T[] {
  return records.map((record, i) => (i === at % records.length ? { ...record, ...fields } : record));
}

export function registerArbitrary(): fc.Arbitrary<Silence> {
  return fc
    .tuple(factsArbitrary, fc.constantFrom(...CHANGES), fc.nat(20))
    .map(([facts, silence, at]) => ({ facts, ...silence(facts, at) }));
}
