import fc from 'fast-check';
import type { InspectionFacts } from '../facts.js';
import { TestRegister } from './register.js';

type Lists = Omit<InspectionFacts, 'today' | 'cadence'>;
type Values<Fact> = { readonly [Field in keyof Fact]?: readonly Fact[Field][] };
type Table = { readonly [Name in keyof Lists]?: Values<Lists[Name][number]> };

/** One field of one fact, or of every fact of a list, that takes another value. */
export interface Move {
  readonly list: keyof Lists;
  readonly id: string | null;
  readonly field: string;
  readonly value: unknown;
}

const DAYS = ['2025-01-01', '2026-05-31', '2026-10-31', '2026-11-20', '2026-12-02'];
const KNOWN = ['yes', 'no'];

/** What may be recorded: what is in order, and what is not. */
const RECORDED: Table = {
  legalEntities: { kind: ['group_company', 'licensed_corporation'] },
  useCases: {
    status: ['planned', 'in_development', 'pilot', 'approved', 'live', 'suspended'],
    tier: ['T1', 'T2', 'T3', 'T4'],
    highRisk: KNOWN,
    clientsInteract: KNOWN,
    humanOversight: ['in_the_loop', 'out_of_the_loop'],
    developmentFlags: [['off_the_shelf'], ['rag'], ['own_training']],
    developerIds: [['manager'], ['engineer']],
    dataClasses: [['public'], ['personal']],
    accountableOwnerId: ['engineer', 'manager'],
    firstOnOn: ['2026-01-01', '2026-11-01'],
    band: ['very_high', 'low'],
    toleranceHours: [1, 10],
  },
  components: {
    providerId: ['maker', 'other-maker'],
    kind: ['language_model', 'vector_store', 'dataset', 'hosting', 'library'],
    deployment: ['self_hosted', 'multi_tenant_saas'],
    pinning: ['floating', 'pinned'],
    release: ['1', '2'],
    scannedOn: DAYS,
    bom: DAYS.map((receivedOn, i) => ({ id: 'bom', receivedOn, notUnderstood: i % 2 })),
  },
  providers: {
    kind: ['third_party', 'group_company', 'in_house', 'open_source_project'],
    identifiable: KNOWN,
  },
  requirements: { required: [1, 2], effect: ['stops', 'uses'] },
  arrangements: {
    kind: ['contract', 'open_source_licence', 'intragroup', 'in_house'],
    startsOn: DAYS,
    endsOn: DAYS,
    ipBreachMaterial: KNOWN,
    ipProtectiveMeasure: KNOWN,
    privacyProtectiveMeasure: KNOWN,
    indemnities: ['excluded', 'uncapped'].map((protection) => [
      { id: 'one', risk: 'ip_output', protection, conditionsStatus: 'known', conditions: [] },
    ]),
  },
  assessments: { state: ['rejected', 'approved'], validTo: DAYS, hasOverdueCondition: [true, false] },
  activities: {
    outcome: ['failed', 'passed'],
    performedOn: DAYS,
    performedBy: ['engineer', 'manager'],
    result: [0.1, 1],
    target: [0.5],
    configurationHash: ['before'],
    issues: [[{ dealtWith: 'open' }], [{ dealtWith: 'fixed' }]],
    scopeComponentIds: [['model'], ['model', 'store', 'fallback']],
  },
  reviews: {
    kind: ['internal_ownership'],
    outcome: ['not_acceptable', 'acceptable_with_measures'],
    componentVersion: ['0', '1'],
  },
  riskStatements: { unrated: [['drift'], []] },
  controls: { operating: [0, 1], level: ['firm', 'provider'], validTo: DAYS },
  policies: { nextReviewOn: DAYS },
  competences: { validTo: DAYS },
  delegations: { lastOversightOn: DAYS, startsOn: DAYS, agreementEvidenced: [true, false] },
  correspondence: {
    decision: ['notify', 'not_a_significant_change'],
    dueOn: DAYS,
    sentOn: DAYS,
  },
  plans: {
    state: ['draft', 'approved'],
    covers: [['provider_failure'], ['own_suspension']],
    componentId: ['model'],
  },
  dataFlows: { dataClasses: [['public'], ['personal']], encryptedAtRest: KNOWN },
  serviceRecords: { to: DAYS },
};

/**
 * What may be forgotten of it. Not among them is what null says something by: that an arrangement is open-ended, that a review or
 * a competence has no other limit, that a run met no breach.
 */
const FORGOTTEN: Table = {
  useCases: {
    provisional: [true],
    highRisk: ['unknown'],
    clientsInteract: ['unknown'],
    humanOversight: ['unknown'],
    developmentFlags: [[]],
    developerIds: [[]],
    dataClasses: [['unknown'], []],
    accountableOwnerId: [null],
    impactFirm: ['unknown'],
    impactClients: ['unknown'],
    toleranceHours: [null],
    criticalOperation: ['unknown'],
    band: [null],
  },
  components: {
    providerId: [null],
    deployment: ['unknown'],
    pinning: ['unknown'],
    release: [null],
    scannedOn: [null],
    bom: [null],
    ownerId: [null],
  },
  providers: { identifiable: ['unknown'] },
  requirements: { upstreamDisclosed: ['unknown'] },
  arrangements: {
    providerId: [null],
    reliance: ['unknown'],
    ipBreachMaterial: ['unknown'],
    privacyBreachMaterial: ['unknown'],
    ipProtectiveMeasure: ['unknown'],
    privacyProtectiveMeasure: ['unknown'],
    indemnities: [[]],
    responsibilities: [[]],
  },
  assessments: { validTo: [null], acceptanceStandardId: [null], conclusions: [[]] },
  activities: {
    configurationHash: [null],
    performedBy: [null],
    outcome: ['unknown'],
    target: [null],
    result: [null],
    scope: [[]],
    scopeComponentIds: [[]],
    issues: [[{ dealtWith: 'unknown' }]],
    rulings: [[]],
  },
  reviews: {
    outcome: ['unknown'],
    componentVersion: [null],
    reason: [null],
    ownerId: [null],
    performedBy: [null],
    approved: [false],
  },
  riskStatements: { approved: [false], ratings: [[]] },
  controls: { design: [null], operating: [null], evidenced: [false] },
  policies: { nextReviewOn: [null], evidenced: [false], stages: [[]] },
  competences: { evidenced: [false] },
  delegations: {
    startsOn: [null],
    lastOversightOn: [null],
    oversightOwnerId: [null],
    agreementEvidenced: [false],
  },
  correspondence: {
    decision: ['unknown'],
    decidedOn: [null],
    dueOn: [null],
    changeTookPlaceOn: [null],
    sentOn: [null],
  },
  plans: { exercises: [[]] },
  dataFlows: {
    dataClasses: [['unknown'], []],
    encryptedAtRest: ['unknown'],
    encryptedInTransit: ['unknown'],
  },
  serviceRecords: { availability: [null], quality: ['unknown'] },
};

function movesOf(table: Table): Move[] {
  const { facts } = new TestRegister();
  return Object.entries(table).flatMap(([list, fields]) =>
    Object.entries(fields as Record<string, readonly unknown[]>).flatMap(([field, values]) =>
      values.flatMap((value) =>
        [null, ...facts[list as keyof Lists].map(({ id }) => id)].map((id) => ({
          ...{ list: list as keyof Lists, id, field, value },
        })),
      ),
    ),
  );
}

export function moved(register: TestRegister, { list, id, field, value }: Move): TestRegister {
  return register.with(list, id, { [field]: value });
}

const good = fc
  .array(fc.constantFrom(...movesOf(RECORDED)), { maxLength: 6 })
  .map((moves) => moves.reduce(moved, new TestRegister()))
  // What was done on the present stack stays done on that one, whatever is forgotten after.
  .map((register) => register.bound());

/** Registers in which something is in order and something is not, and something is not known. */
export const aRandomRegister: fc.Arbitrary<TestRegister> = fc
  .tuple(good, fc.array(fc.constantFrom(...movesOf(FORGOTTEN)), { maxLength: 2 }))
  .map(([register, moves]) => moves.reduce(moved, register));

export const aForgetting: fc.Arbitrary<Move> = fc.constantFrom(...movesOf(FORGOTTEN));
