import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  InstantField,
  NumberField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { type Case, CASES, OUTCOMES, PLAN_STANDINGS, PLAN_STATES, STRATEGIES } from '../domain/codes.js';
import { PLAN_SORTS } from '../persistence/plan.read-model.js';

const absent = { optional: true, nullable: true } as const;
const shown = { readOnly: true, nullable: true } as const;
const HASH = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';

export class CreatePlanDto {
  @IdField({
    description: 'The legal entity whose plan it is. It cannot be changed.',
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  legalEntityId!: string;

  @TextField({
    description: 'What it is called; unique within the legal entity, ignoring case and character width.',
    max: 200,
    example: 'Research without the model vendor',
  })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    ...absent,
    max: 200,
    example: '模型供應者中斷時的投資研究',
  })
  nameZhHant?: string | null;

  @IdField({
    description: 'The use case that it keeps going, one of that legal entity. It cannot be changed.',
    example: '0198c0de-0000-7000-8000-000000000002',
  })
  useCaseId!: string;

  @IdField({
    description:
      'The provider whose failure, or whose suspension, it is for. Without a provider and a component it is for whatever fails.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000003',
  })
  providerId?: string | null;

  @IdField({
    description: 'The component that it is for; not together with a provider.',
    ...absent,
    example: null,
  })
  componentId?: string | null;

  @CodesField(CASES, {
    description:
      'What it is for: the failure of what others provide, the firm’s own suspension of the use, or both.',
    min: 1,
    example: ['provider_failure', 'own_suspension'],
  })
  covers!: Case[];

  @CodeField(STRATEGIES, {
    description: 'How the use case is kept going. A plan of which this is unknown is not submitted.',
    optional: true,
    default: 'unknown',
    example: 'switch_to_fallback',
  })
  strategy?: string;

  @IdField({
    description: 'The component that takes over; with the strategy switch_to_fallback, and with no other.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000004',
  })
  fallbackComponentId?: string | null;

  @TextField({
    description: 'What people do instead; needed with the strategy manual_procedure.',
    ...absent,
    max: 8000,
    multiline: true,
    example: 'Analysts write the note by hand, from the template of 2024.',
  })
  manualProcedure?: string | null;

  @TextField({
    description: 'What is done, step by step.',
    ...absent,
    max: 8000,
    multiline: true,
    example: '1. Tell the desk.\n2. Switch the gateway to the second model.\n3. Sample ten answers.',
  })
  steps?: string | null;

  @NumberField({
    description: 'How long recovery is planned to take, in hours; null: not known.',
    ...absent,
    min: 0,
    max: 8760,
    example: 4,
  })
  recoveryHours?: number | null;

  @IdField({
    description: 'The document that has the plan.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000005',
  })
  evidenceId?: string | null;

  @IdField({
    description:
      'Who is reminded of its review and of its exercises; somebody whose account is not disabled.',
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  ownerId!: string;

  @DateField({
    description:
      'The last day on which its approval holds: by then it is reviewed. After today, at most two years ahead.',
    example: '2027-11-30',
  })
  validTo!: string;
}

export class ChangePlanDto extends PartialType(
  OmitType(CreatePlanDto, ['legalEntityId', 'useCaseId'] as const),
  { skipNullProperties: false },
) {}

export class LastExerciseDto {
  @IdField({ description: 'Id of the exercise.', example: '0198c0de-0000-7000-8000-000000000007' })
  id!: string;

  @DateField({ description: 'When it took place.', example: '2026-11-02' })
  exercisedOn!: string;

  @CodesField(CASES, { description: 'Which cases were exercised.', min: 1, example: ['provider_failure'] })
  covers!: string[];

  @CodeField(OUTCOMES, { description: 'How it went.', example: 'succeeded' })
  outcome!: string;

  @NumberField({
    description: 'How long recovery took, in hours; null: not known.',
    nullable: true,
    min: 0,
    max: 8760,
    example: 3.5,
  })
  measuredRecoveryHours!: number | null;

  @TextField({
    description: 'The hash of the plan that was exercised; null: an earlier one than is recorded.',
    nullable: true,
    max: 64,
    example: HASH,
  })
  planHash!: string | null;
}

export class PlanDto extends CreatePlanDto {
  @IdField({ description: 'Id of the plan.', readOnly: true })
  id!: string;

  @TextField({
    description:
      'SHA-256 of the canonical JSON (RFC 8785) of what it says: every field that can be written, by its name.',
    readOnly: true,
    max: 64,
    example: HASH,
  })
  hash!: string;

  @CodeField(PLAN_STATES, {
    description: 'Where it stands. A change takes it back to draft, and its approval with it.',
    readOnly: true,
    example: 'approved',
  })
  state!: string;

  @CodeField(PLAN_STANDINGS.filter((standing) => standing !== 'none'), {
    description:
      'What it is worth today, in the worst of its cases. draft: not approved as it is, or its review is overdue; untested: no exercise of it as it is shows how long recovery takes, or the use case has no tolerance; exercise_overdue: the last one is older than a year (half a year for T1 and critical operations); exercise_failed: it failed, and nothing has succeeded since; too_slow: slower than the use case tolerates; proven: none of these.',
    readOnly: true,
    example: 'proven',
  })
  planState!: string;

  @IdField({ description: 'Who submitted it.', ...shown })
  submittedBy!: string | null;

  @InstantField({ description: 'When it was submitted, in business time.', ...shown })
  submittedAt!: string | null;

  @IdField({ description: 'Who approved, returned or rejected it last.', ...shown })
  decidedBy!: string | null;

  @InstantField({ description: 'When that was, in business time.', ...shown })
  decidedAt!: string | null;

  @TextField({
    description: 'Why it was approved, returned or rejected.',
    ...shown,
    max: 2000,
    multiline: true,
    example: 'Say who tells the clients.',
  })
  decisionReason!: string | null;

  @IdField({ description: 'Who approved it as it is; null while nobody has.', ...shown })
  approvedBy!: string | null;

  @InstantField({ description: 'When it was approved as it is, in business time.', ...shown })
  approvedAt!: string | null;

  @TextField({ description: 'The hash of what was approved.', ...shown, max: 64, example: HASH })
  approvedHash!: string | null;

  @DateField({
    description: 'By when it has to be exercised; null while it is not approved.',
    ...shown,
    example: '2027-05-02',
  })
  exerciseDueOn!: string | null;

  @ObjectField(() => LastExerciseDto, {
    description: 'Its last exercise that is not retired; null: none is recorded.',
    nullable: true,
    readOnly: true,
  })
  lastExercise!: LastExerciseDto | null;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ApprovePlanDto {
  @TextField({
    description: 'Why it is approved.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'Agreed by the operational resilience committee.',
  })
  reason?: string | null;
}

export class RefusePlanDto {
  @TextField({
    description: 'What is wrong with it.',
    max: 2000,
    multiline: true,
    example: 'Say who tells the clients.',
  })
  reason!: string;
}

export class PlanQuery extends PageQuery {
  @SortField(PLAN_SORTS)
  sort?: string;

  @IdField({ description: 'Only plans of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only plans that keep this use case going.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only plans for this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only plans for this component, or that fall back on it.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only plans of this owner.', optional: true })
  ownerId?: string;

  @FilterField(PLAN_STATES, 'state')
  state?: string;

  @DateField({
    description: 'Only plans whose approval holds no longer on this day.',
    optional: true,
    example: '2027-12-01',
  })
  reviewBefore?: string;
}
