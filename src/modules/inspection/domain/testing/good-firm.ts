import type { Cadence } from '../../../scoring/monitoring.public.js';
import type {
  ActivityFact,
  CompetenceFact,
  ControlFact,
  CorrespondenceFact,
  DelegationFact,
  InspectionFacts,
  PersonFact,
  PlanFact,
  PolicyFact,
  RiskStatementFact,
  UseCaseFact,
} from '../facts.js';
import * as stack from './good-stack.js';
import { RECENT, TODAY } from './good-stack.js';

/** Stands for the stack as it is; put in when a register is built. */
export const PRESENT = 'the present stack';

const person = (id: string, functions: readonly string[], roles: readonly string[] = []): PersonFact => ({
  ...{ id, roles, functions },
});

export const useCase: UseCaseFact = {
  ...{ id: 'use', name: 'use', nameZhHant: null, legalEntityIds: ['firm'], status: 'live' },
  ...{ tier: 'T1', provisional: false, highRisk: 'yes', recipients: ['client'], clientsInteract: 'yes' },
  scope: { decision: 'in', reason: 'why', decidedBy: 'officer', decidedOn: '2026-05-01', expiresOn: null },
  ...{ criticalOperation: 'no', developmentFlags: ['rag', 'fine_tuned'], developerIds: ['engineer'] },
  ...{ humanOversight: 'in_the_loop', dataClasses: ['confidential'], impactFirm: 'low' },
  ...{ impactClients: 'low', toleranceHours: 4, accountableOwnerId: 'manager' },
  ...{ firstOnOn: '2026-06-01', band: 'medium' },
};

export const activity = (kind: string, more: Partial<ActivityFact> = {}): ActivityFact => ({
  ...{ id: kind, kind, legalEntityId: 'firm', useCaseId: 'use', componentId: null, providerId: null },
  ...{ configurationHash: PRESENT, performedOn: RECENT, performedBy: 'manager', outcome: 'passed' },
  ...{ scope: [], scopeComponentIds: [], issues: [], target: null, result: null, breaches: null },
  ...{ evidenceIds: [], nextDueOn: null, rulings: [] },
  ...more,
});

const ofFirm = { useCaseId: null, configurationHash: null };

const activities: readonly ActivityFact[] = [
  ...['fitness_decision', 'prompt_variation_test', 'adversarial_test', 'suspension_test'],
  ...['monitoring_run', 'human_review_sample', 'disclosure_check'],
]
  .map((kind) => activity(kind))
  .concat(
    activity('validation', {
      performedOn: '2026-05-15',
      scope: ['performance', 'cyber_controls', 'data_controls'],
    }),
    activity('end_to_end_test', { scopeComponentIds: ['model', 'store'] }),
    activity('accuracy_test', { target: 0.9, result: 0.95 }),
    activity('legal_review', { performedBy: 'officer' }),
    ...['threat_review', 'gap_analysis', 'concentration_review'].map((kind) => activity(kind, ofFirm)),
  );

const statement: RiskStatementFact = {
  ...{ id: 'statement', legalEntityId: 'firm', useCaseId: 'use', approved: true, unrated: [] },
  ratings: [
    {
      ...{ factor: 'hallucination', rating: 'high', assessedOn: RECENT, assessorId: 'officer' },
      mitigations: [{ evidenced: true }],
    },
  ],
};

export const control = (domain: string, name: string, more: Partial<ControlFact> = {}): ControlFact => ({
  ...{ id: `${domain}.${name}`, domain, control: name, level: 'firm', legalEntityId: 'firm' },
  ...{ providerId: null, componentId: null, arrangementId: null, useCaseId: null },
  ...{ design: 1, operating: 1, validTo: '2027-06-01', evidenced: true },
  ...more,
});

const STAGES = [
  ...['design', 'implementation', 'customisation', 'training', 'testing', 'calibration', 'validation'],
  ...['approval', 'ongoing_review_and_monitoring', 'use', 'decommissioning'],
];

export const policy = (kind: string, more: Partial<PolicyFact> = {}): PolicyFact => ({
  ...{ id: kind, kind, legalEntityId: 'firm', stages: [], state: 'approved' },
  ...{ nextReviewOn: '2027-06-01', evidenced: true },
  ...more,
});

const competence = (personId: string, inFunction: string, field: string): CompetenceFact => ({
  ...{ id: `${inFunction}-${field}`, personId, function: inFunction, field, legalEntityId: 'firm' },
  ...{ validFrom: '2026-01-01', validTo: '2027-06-01', evidenced: true },
});

const plan: PlanFact = {
  ...{ id: 'plan', useCaseId: 'use', legalEntityId: 'firm', providerId: null, componentId: null },
  ...{
    covers: ['provider_failure', 'own_suspension'],
    state: 'approved',
    hash: 'plan',
    validTo: '2027-06-01',
  },
  exercises: [
    {
      ...{ id: 'exercise', exercisedOn: RECENT, covers: ['provider_failure', 'own_suspension'] },
      ...{ outcome: 'succeeded', measuredRecoveryHours: 2, planHash: 'plan' },
    },
  ],
};

export const delegation: DelegationFact = {
  ...{ id: 'delegation', legalEntityId: 'firm', function: 'model_validation', startsOn: '2026-01-01' },
  ...{ endsOn: null, agreementEvidenced: true, oversightOwnerId: 'manager', lastOversightOn: RECENT },
};

export const correspondence = (kind: string, more: Partial<CorrespondenceFact> = {}): CorrespondenceFact => ({
  ...{ id: kind, kind, legalEntityId: 'firm', useCaseIds: ['use'], decision: 'unknown', decidedOn: null },
  ...{ changeTookPlaceOn: null, dueOn: null, sentOn: null },
  ...more,
});

/** A firm in which every rule is kept, or asks for nothing by its nature: a test changes one thing. */
/** As the first method has it. */
const CADENCE: Cadence = {
  dueDiligenceMonths: { T1: 12, T2: 12, T3: 24, T4: 24 },
  monitoringMonths: { very_high: 1, high: 3, medium: 6, low: 12 },
  monitoringMonthsT1: 3,
};

export const GOOD: InspectionFacts = {
  today: TODAY,
  cadence: CADENCE,
  legalEntities: [{ id: 'firm', name: 'firm', nameZhHant: null, kind: 'licensed_corporation' }],
  people: [
    person('manager', ['business'], ['senior_manager']),
    person('officer', ['compliance', 'legal']),
    person('engineer', ['technology']),
    person('risk-officer', ['risk']),
  ],
  useCases: [useCase],
  requirements: stack.requirements,
  components: stack.components,
  providers: stack.providers,
  arrangements: stack.arrangements,
  assessments: stack.assessments,
  activities,
  reviews: stack.reviews,
  riskStatements: [statement],
  controls: [
    control('D', 'input_controls'),
    control('D', 'segregation'),
    control('M', 'disclosure'),
    control('S', 'scan_patch_sla'),
    control('P', 'monitoring'),
  ],
  policies: [policy('governance', { stages: STAGES }), policy('incident'), policy('browser_extension')],
  competences: [
    competence('manager', 'business', 'domain_expertise'),
    competence('risk-officer', 'risk', 'model_risk_management'),
    competence('officer', 'compliance', 'ai'),
    competence('engineer', 'technology', 'data_science'),
  ],
  delegations: [delegation],
  correspondence: [
    correspondence('notification', {
      ...{ decision: 'notify', decidedOn: '2026-05-20', changeTookPlaceOn: '2026-06-01' },
      ...{ dueOn: '2026-06-09', sentOn: '2026-06-05' },
    }),
    correspondence('early_discussion'),
  ],
  exceptions: [],
  plans: [plan],
  changes: [],
  dataFlows: [
    {
      ...{ id: 'flow', legalEntityId: 'firm', useCaseId: 'use', componentIds: ['model'] },
      ...{ dataClasses: ['confidential'], encryptedAtRest: 'yes', encryptedInTransit: 'yes' },
    },
  ],
  serviceRecords: stack.arrangements.map(({ id }) => ({
    ...{ id: `service-${id}`, arrangementId: id, to: RECENT, availability: 0.99, quality: 'good' },
  })),
};
