import { isCalendarDate } from '../../../kernel/as-of.js';
import {
  CodeField,
  CodesField,
  FlagField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { DATA_CLASSES, PURPOSES, RECIPIENTS, YES_NO } from '../../inventory/tier.public.js';
import { LAYERS } from '../domain/axes.js';
import { DISCLOSURE, FALLBACK_EVIDENCE } from '../engine/graph/fallback-evidence.js';
import type { TableName } from '../engine/method.js';
import { METHOD_V1 } from '../engine/method-v1.js';

const ID = { max: 200, example: 'model-1' };
const NODE_KINDS = [...LAYERS, 'provider', 'ultimate_parent', 'base_model', 'manual_procedure'];
const SUBSTITUTABILITY = Object.keys(METHOD_V1.tables.substitutability);
export const TIERS = ['T1', 'T2', 'T3', 'T4'] as const;
const RESULTS = Object.keys(METHOD_V1.tables.outcome);
const PROTECTIONS = ['uncapped', 'capped', 'excluded', 'silent', 'unknown', 'n_a'];
const CONDITIONS = ['evidenced', 'not_evidenced', 'unknown', 'n_a'];
const ANSWERS = [...YES_NO, 'n_a'];
const table = (name: TableName): string[] => [...Object.keys(METHOD_V1.tables[name]), 'n_a'];

/** Adds fields to a shape that is written as a table: name → decorator. */
export function define(shape: new () => object, fields: Readonly<Record<string, PropertyDecorator>>): void {
  for (const [name, decorate] of Object.entries(fields)) decorate(shape.prototype as object, name);
}

const code = (codes: readonly string[], description: string, example = codes[0]): PropertyDecorator =>
  CodeField(codes, { description, optional: true, default: 'unknown', example });

export class WrittenVulnerabilityDto {
  @TextField({ description: 'Its identifier.', max: 100, example: 'CVE-2026-12345' })
  id!: string;

  @NumberField({
    description: 'Base score; null or absent: unknown.',
    optional: true,
    nullable: true,
    min: 0,
    max: 10,
    example: 8.8,
  })
  cvss?: number | null;

  @NumberField({
    description: 'Probability of exploitation in 30 days; null or absent: unknown.',
    optional: true,
    nullable: true,
    min: 0,
    max: 1,
    example: 0.02,
  })
  epss?: number | null;

  @CodeField(YES_NO, {
    description: 'Known to be exploited.',
    optional: true,
    default: 'unknown',
    example: 'no',
  })
  knownExploited?: (typeof YES_NO)[number];

  @CodeField(['affected', 'not_affected', 'fixed', 'under_investigation', 'unknown'], {
    description: 'Whether it matters for this version.',
    optional: true,
    default: 'unknown',
    example: 'affected',
  })
  vex?: string;
}

export class WrittenComponentDto {
  @TextField({ description: 'Id of the component, yours to choose.', ...ID })
  id!: string;

  @ObjectsField(() => WrittenVulnerabilityDto, {
    description: 'Vulnerabilities that were found.',
    optional: true,
    max: 1000,
  })
  vulnerabilities?: WrittenVulnerabilityDto[];
}
define(WrittenComponentDto, {
  scan: code(Object.keys(METHOD_V1.tables.scan), 'State of the last scan.'),
  maliciousVersion: code(YES_NO, 'Whether this version was found to be malicious.', 'no'),
  provenance: code(Object.keys(METHOD_V1.tables.provenance), 'Where it comes from.'),
  maintenance: code(Object.keys(METHOD_V1.tables.maintenance), 'How it is maintained.'),
  licence: code(Object.keys(METHOD_V1.tables.licence), 'Class of its licence.'),
  privilege: code(Object.keys(METHOD_V1.tables.privilege), 'What it can see.'),
});

export class WrittenTestsDto {}
define(WrittenTestsDto, {
  accuracy: code(RESULTS, 'Result of the accuracy test.'),
  bias: code(RESULTS, 'Result of the bias test.'),
  drift: code(RESULTS, 'Result of the last monitoring run.'),
  promptVariation: code(RESULTS, 'Result of the prompt variation test.'),
});

export class WrittenUseCaseDto {
  @TextField({ description: 'Id of the use case, yours to choose.', ...ID, example: 'use-case-1' })
  id!: string;

  @CodeField([...TIERS, 'unknown'], {
    description: 'Its tier.',
    optional: true,
    default: 'unknown',
    example: 'T1',
  })
  tier?: (typeof TIERS)[number] | 'unknown';

  @FlagField({
    description: 'The tier rests on an unknown input.',
    optional: true,
    default: false,
    example: false,
  })
  provisional?: boolean;
}

export class WrittenNodeDto {
  @TextField({ description: 'Id of the node, yours to choose.', ...ID, example: 'host-1' })
  id!: string;

  @CodeField(NODE_KINDS, { description: 'Kind of the node.', example: 'hosting' })
  kind!: string;

  @CodeField(['firm', 'other', 'unknown'], {
    description: 'Who operates it.',
    optional: true,
    default: 'unknown',
    example: 'other',
  })
  operatedBy?: 'firm' | 'other' | 'unknown';

  @CodeField(SUBSTITUTABILITY, {
    description: 'How hard it would be to replace.',
    optional: true,
    default: 'unknown',
    example: 'medium',
  })
  substitutability?: 'easily' | 'medium' | 'highly_complex' | 'not_substitutable' | 'unknown';

  @CodesField(['host', 'parent', 'base_model'], {
    description: 'What its supplier does not disclose.',
    optional: true,
    default: [],
    example: ['host'],
  })
  undisclosed?: ('host' | 'parent' | 'base_model')[];
}

export class WrittenAlternativeDto {
  @TextField({ description: 'Id of a node.', ...ID })
  node!: string;

  @CodeField(FALLBACK_EVIDENCE, {
    description: 'How well it was tried to fall back on it; read of alternatives beyond the first k.',
    optional: true,
    default: 'unknown',
    example: 'tested_in_tolerance',
  })
  evidence?: (typeof FALLBACK_EVIDENCE)[number];

  @CodeField(DISCLOSURE, {
    description: 'Whether what it stands on is disclosed.',
    optional: true,
    default: 'unknown',
    example: 'yes',
  })
  upstreamDisclosed?: (typeof DISCLOSURE)[number];
}

export class WrittenRequirementDto {
  @TextField({ description: 'Id of the use case or node that needs it.', ...ID, example: 'use-case-1' })
  of!: string;

  @IntegerField({
    description: 'How many of the alternatives are needed.',
    optional: true,
    min: 1,
    max: 1000,
    default: 1,
    example: 1,
  })
  k?: number;

  @ObjectsField(() => WrittenAlternativeDto, { description: 'The alternatives, by rank.', min: 1, max: 1000 })
  alternatives!: WrittenAlternativeDto[];
}

export class WrittenGraphDto {
  @TextField({ description: 'Id of the use case that is scored.', ...ID, example: 'use-case-1' })
  subject!: string;

  @TextsField({
    description: 'Ids of the nodes of the arrangement.',
    min: 1,
    max: 1000,
    maxLength: 200,
    example: ['model-1'],
  })
  arrangement!: string[];

  @ObjectsField(() => WrittenUseCaseDto, { description: 'All use cases that weigh.', min: 1, max: 1000 })
  useCases!: WrittenUseCaseDto[];

  @ObjectsField(() => WrittenNodeDto, { description: 'What there is.', max: 1000 })
  nodes!: WrittenNodeDto[];

  @ObjectsField(() => WrittenRequirementDto, { description: 'What needs what.', max: 5000 })
  requirements!: WrittenRequirementDto[];
}

export class WrittenFactsDto {
  @CodesField(PURPOSES, { description: 'What it is for.', optional: true, example: ['investment_research'] })
  purposes?: (typeof PURPOSES)[number][];

  @CodesField(RECIPIENTS, { description: 'Who receives the result.', optional: true, example: ['client'] })
  recipients?: (typeof RECIPIENTS)[number][];

  @CodesField(DATA_CLASSES, {
    description: 'Classes of the data.',
    optional: true,
    example: ['confidential'],
  })
  dataClasses?: (typeof DATA_CLASSES)[number][];

  @ObjectField(() => WrittenTestsDto, { description: 'Results of tests.', optional: true })
  tests?: WrittenTestsDto;

  @ObjectsField(() => WrittenComponentDto, {
    description: 'The components of the arrangement; absent: no bill of materials and no list.',
    optional: true,
    max: 1000,
  })
  components?: WrittenComponentDto[];

  @ObjectField(() => WrittenGraphDto, {
    description: 'What stands on what; absent: no dependency is recorded.',
    optional: true,
  })
  graph?: WrittenGraphDto;

  @IntegerField({
    description: 'T1 use cases besides this one; read where there is no graph.',
    optional: true,
    min: 0,
    max: 100_000,
    default: 0,
    example: 0,
  })
  portfolioOtherT1?: number;
}
define(WrittenFactsDto, {
  status: code(
    ['planned', 'in_development', 'pilot', 'approved', 'live', 'suspended', 'retired', 'unknown'],
    'Status of the use case.',
    'live',
  ),
  liveOn: TextField({
    description: 'Day on which it went live, YYYY-MM-DD; `n_a` when it is not; or `unknown`.',
    optional: true,
    default: 'unknown',
    max: 10,
    example: '2026-06-01',
    format: { code: 'date', accepts: isDayOrCode },
  }),
  providerKind: code(
    ['third_party', 'group_company', 'in_house', 'open_source_project', 'unknown'],
    'Kind of the provider.',
  ),
  afterSalesOnly: code(YES_NO, 'After-sales service only.', 'no'),
  designatedHighRisk: CodeField(YES_NO, {
    description:
      'Designated by the firm, which knows what it has designated: left out, `no`. `unknown` may be: T1, provisionally.',
    optional: true,
    default: 'no',
    example: 'no',
  }),
  clientsInteract: code(YES_NO, 'Clients interact with it.', 'no'),
  affectsClients: code(YES_NO, 'It affects clients, or decisions made for them.'),
  criticalOperation: code(YES_NO, 'It supports a critical operation.', 'no'),
  deployment: code(table('mode'), 'Where it runs.', 'multi_tenant_saas'),
  retention: code(table('retention'), 'How long data is kept.'),
  trainingUse: code(table('trainingUse'), 'Use of the data for training.'),
  chain: code(table('chain'), 'Sub-processors.'),
  transparency: code(table('transparency'), 'Transparency of the model.'),
  modelRiskFramework: code(table('modelRiskFramework'), 'How the provider manages the risk of its models.'),
  pinning: code(table('pinning'), 'Whether the version is pinned.'),
  validation: code(
    ['valid', 'invalid', 'none', 'expired', 'unknown', 'n_a'],
    'Validation of the present configuration.',
  ),
  monitoredOn: TextField({
    description:
      'Day of the last monitoring run, YYYY-MM-DD, or `unknown`: one that is longer ago than the clock allows counts as missing. Left out, its result stands by itself.',
    optional: true,
    max: 10,
    example: '2026-11-01',
    format: { code: 'date', accepts: isDayOrCode },
  }),
  monitoringFaster: FlagField({
    description: 'The provider keeps back what it told before: monitoring is one step faster.',
    optional: true,
    default: false,
    example: false,
  }),
  sfcFlexibility: code(
    ['none', 'granted', 'unknown', 'n_a'],
    'Flexibility granted by the SFC (footnote 16).',
  ),
  notificationDecision: code(
    ['notify', 'not_required', 'none', 'unknown', 'n_a'],
    'Decision on notifying the SFC.',
  ),
  ipOutput: code(PROTECTIONS, 'Indemnity for output.'),
  ipOutputConditions: code(CONDITIONS, 'Whether its conditions are evidenced.'),
  ipTraining: code(PROTECTIONS, 'Indemnity for training data.'),
  ipTrainingConditions: code(CONDITIONS, 'Whether its conditions are evidenced.'),
  ipProtectiveMeasure: code(ANSWERS, 'Another protective measure for intellectual property.', 'no'),
  ipBreachMaterial: code(ANSWERS, 'A breach could hurt materially.'),
  privacyTerms: code(table('privacy'), 'Privacy terms.'),
  privacyIndemnity: code(PROTECTIONS, 'Indemnity for privacy.'),
  privacyIndemnityConditions: code(CONDITIONS, 'Whether its conditions are evidenced.'),
  privacyProtectiveMeasure: code(ANSWERS, 'Another protective measure for privacy.', 'no'),
  privacyBreachMaterial: code(ANSWERS, 'A breach could hurt materially.'),
  territory: code(table('territory'), 'Support of the worst place of use.'),
  termsOfUse: code(table('termsOfUse'), 'Whether the terms allow the use.'),
  responsibilityAllocation: code(
    ['all_assigned', 'unassigned', 'unknown', 'n_a'],
    'Whether every cybersecurity task is somebody’s.',
  ),
  reliance: code(table('reliance'), 'How far the firm relies on it.'),
  substitutability: code(table('substitutability'), 'How hard the arrangement would be to replace.'),
  interruption: code(table('interruption'), 'Impact of an interruption.'),
  contingencyPlan: code(
    ['approved', 'suspension_only', 'draft', 'none', 'unknown', 'n_a'],
    'State of the contingency plan; suspension_only: approved for the firm’s own suspension of use, and not for a failure of the provider.',
  ),
  viability: code(table('viability'), 'Viability of the provider.'),
  assurance: code(table('assurance'), 'Independent assurance reports.'),
  auditRights: code(table('auditRights'), 'Audit rights.'),
  providerSkills: code(table('skills'), 'Skills, expertise, resources and controls.'),
  dueDiligence: code(['in_date', 'expired', 'missing', 'unknown', 'n_a'], 'State of the due diligence.'),
});

function isDayOrCode(value: string): boolean {
  return value === 'n_a' || value === 'unknown' || isCalendarDate(value);
}
