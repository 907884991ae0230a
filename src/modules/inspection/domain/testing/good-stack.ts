import { TASKS } from '../../../arrangements/arrangement-terms.public.js';
import type {
  ArrangementFact,
  AssessmentFact,
  ComponentFact,
  ProviderFact,
  RequirementFact,
  ReviewFact,
} from '../facts.js';

/** What the good register is built of: two models of two makers on two hosts, a vector store and a data set. */
export const TODAY = '2026-12-01';
export const RECENT = '2026-11-15';

const unnamed = { nameZhHant: null };

export const component = (
  id: string,
  providerId: string | null,
  more: Partial<ComponentFact> = {},
): ComponentFact => ({
  ...{ id, name: id, ...unnamed, kind: 'language_model', providerId, release: '1', pinning: 'pinned' },
  ...{ deployment: 'multi_tenant_saas', status: 'in_use', ownerId: 'engineer', scannedOn: TODAY },
  ...{ bom: { id: `bom-${id}`, receivedOn: RECENT, notUnderstood: 0 } },
  ...more,
});

export const provider = (id: string, more: Partial<ProviderFact> = {}): ProviderFact => ({
  ...{ id, name: id, ...unnamed, kind: 'third_party', identifiable: 'yes' },
  ...more,
});

export const requirement = (
  id: string,
  of: Pick<RequirementFact, 'useCaseId' | 'componentId'>,
  alternatives: readonly (string | null)[],
  more: Partial<RequirementFact> = {},
): RequirementFact => ({
  ...{ id, ...of, required: 1, effect: 'stops', upstreamDisclosed: 'yes' },
  alternatives: alternatives.map((componentId, rank) => ({
    ...{ rank, componentId, manualProcedure: componentId === null ? 'by hand' : null },
  })),
  ...more,
});

export const ofUse = { useCaseId: 'use', componentId: null };
export const ofComponent = (componentId: string) => ({ useCaseId: null, componentId });

export const arrangement = (
  id: string,
  providerId: string,
  componentIds: readonly string[],
  more: Partial<ArrangementFact> = {},
): ArrangementFact => ({
  ...{ id, name: id, ...unnamed, legalEntityId: 'firm', providerId, componentIds, kind: 'contract' },
  ...{ startsOn: '2026-01-01', endsOn: null, reliance: 'material' },
  ...{ ipBreachMaterial: 'yes', privacyBreachMaterial: 'yes' },
  ...{ ipProtectiveMeasure: 'no', privacyProtectiveMeasure: 'yes' },
  indemnities: ['ip_output', 'ip_training_data'].map((risk) => ({
    ...{ id: `${id}-${risk}`, risk, protection: 'capped', conditionsStatus: 'known' },
    conditions: [{ met: 'yes', evidenced: true }],
  })),
  responsibilities: TASKS.map((task) => ({
    ...{ id: `${id}-${task}`, task, side: 'shared', basis: 'contract_clause', accountable: 'provider' },
    confirmedBy: 'engineer',
  })),
  ...more,
});

const SECTIONS = ['skills', 'expertise', 'resources', 'controls', 'model_risk_framework'];

export const assessment = (providerId: string, more: Partial<AssessmentFact> = {}): AssessmentFact => ({
  ...{ id: `assessment-${providerId}`, legalEntityId: 'firm', providerId, componentId: null },
  ...{ state: 'approved', validTo: '2027-06-01', acceptanceStandardId: 'standard' },
  hasOverdueCondition: false,
  conclusions: SECTIONS.map((section) => ({ section, conclusion: 'meets' })),
  ...more,
});

export const review = (kind: string, componentId: string, more: Partial<ReviewFact> = {}): ReviewFact => ({
  ...{ id: `${kind}-${componentId}`, kind, legalEntityId: 'firm', componentId, useCaseId: null },
  ...{ componentVersion: '1', performedOn: RECENT, performedBy: 'officer', outcome: 'acceptable' },
  ...{ reason: 'why', ownerId: 'engineer', approved: true, validTo: null, measures: [{ evidenced: true }] },
  ...more,
});

export const components: readonly ComponentFact[] = [
  component('model', 'maker'),
  component('fallback', 'other-maker'),
  component('store', 'store-maker', { kind: 'vector_store', deployment: 'self_hosted' }),
  component('data', 'data-supplier', { kind: 'dataset', deployment: 'self_hosted', bom: null }),
  component('host', 'host-company', { kind: 'hosting' }),
  component('other-host', 'other-host-company', { kind: 'hosting' }),
];

export const providers: readonly ProviderFact[] = [
  ...['maker', 'other-maker', 'store-maker', 'data-supplier', 'host-company', 'other-host-company'],
].map((id) => provider(id));

export const requirements: readonly RequirementFact[] = [
  requirement('needs-model', ofUse, ['model', 'fallback']),
  requirement('needs-store', ofUse, ['store']),
  requirement('uses-data', ofUse, ['data'], { effect: 'uses' }),
  requirement('model-on-host', ofComponent('model'), ['host']),
  requirement('fallback-on-host', ofComponent('fallback'), ['other-host']),
];

export const arrangements: readonly ArrangementFact[] = [
  arrangement('contract', 'maker', ['model']),
  arrangement('fallback-contract', 'other-maker', ['fallback']),
  arrangement('store-contract', 'store-maker', ['store']),
  arrangement('data-contract', 'data-supplier', ['data']),
];

export const assessments: readonly AssessmentFact[] = [
  ...['maker', 'other-maker', 'store-maker', 'data-supplier'],
].map((id) => assessment(id));

export const reviews: readonly ReviewFact[] = [
  ...['model', 'fallback', 'store', 'data'].flatMap((id) => [
    review('supply_chain', id),
    review('data_leakage', id),
  ]),
  ...['store', 'data'].map((id) => review('confidentiality', id)),
  ...['data_quality', 'bias', 'data_rights', 'personal_data_framework'].map((kind) => review(kind, 'data')),
];
