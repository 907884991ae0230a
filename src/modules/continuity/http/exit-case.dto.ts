import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  EXIT_REASONS,
  EXIT_STATES,
  EXIT_SUBJECTS,
  type ExitSubjectType,
  SUCCESSOR_STATUSES,
} from '../domain/exit-case.js';
import { EXIT_STEP_CODES, type ExitStepCode, STEP_STATES, type StepState } from '../domain/exit-steps.js';
import { EXIT_CASE_SORTS } from '../persistence/exit-case.read-model.js';

const absent = { optional: true, nullable: true } as const;
const shown = { readOnly: true, nullable: true } as const;

export class ExitSubjectDto {
  @CodeField(EXIT_SUBJECTS, { description: 'What kind of record.', example: 'component' })
  type!: ExitSubjectType;

  @IdField({ description: 'Its id.', example: '0198c0de-0000-7000-8000-000000000003' })
  id!: string;
}

export class ExitStepInputDto {
  @CodeField(EXIT_STEP_CODES, {
    description:
      'Which step; see GET /exit-steps. What is said takes the place of what was said of it before.',
    example: 'keys_revoked',
  })
  step!: ExitStepCode;

  @CodeField(STEP_STATES, {
    description: 'How far it has come. An exit is submitted when every step is done or not applicable.',
    optional: true,
    default: 'unknown',
    example: 'done',
  })
  state?: StepState;

  @DateField({
    description: 'When it was done, today at the latest; needed with done, and with nothing else.',
    ...absent,
    example: '2026-11-30',
  })
  doneOn?: string | null;

  @IdField({
    description:
      'The person who did it, or saw to it; needed with done, and with nothing else. They do not close the exit.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  doneBy?: string | null;

  @IdField({
    description:
      'The document that shows it. A deletion certificate is received, and records are kept, only with one.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000005',
  })
  evidenceId?: string | null;

  @TextField({
    description: 'Why it is not applicable, or what else there is to say; needed with not_applicable.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'The model was not tuned.',
  })
  reason?: string | null;
}

export class ExitStepStateDto extends ExitStepInputDto {}

export class OpenExitCaseDto {
  @IdField({
    description: 'The legal entity that leaves. It cannot be changed.',
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  legalEntityId!: string;

  @ObjectField(() => ExitSubjectDto, {
    description:
      'What is left: a provider, a component, or an arrangement of that legal entity. It cannot be changed. One exit at a time for each.',
  })
  subject!: ExitSubjectDto;

  @CodeField(EXIT_REASONS, {
    description: 'Why it is left.',
    optional: true,
    default: 'unknown',
    example: 'end_of_life',
  })
  reason?: string;

  @CodeField(SUCCESSOR_STATUSES, {
    description:
      'Whether something takes its place. That there is none is a statement; an exit of which nobody knows is not submitted.',
    optional: true,
    default: 'unknown',
    example: 'named',
  })
  successorStatus?: string;

  @ObjectField(() => ExitSubjectDto, {
    description:
      'What takes its place, of the same kind; with successorStatus named, and with nothing else. Another one has to be validated anew.',
    ...absent,
  })
  successor?: ExitSubjectDto | null;

  @IdField({
    description: 'Who sees to it; somebody whose account is not disabled.',
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  ownerId!: string;

  @DateField({
    description:
      'The day by which it is to be complete: today or later, at most two years ahead, and not after the component retires.',
    example: '2027-02-28',
  })
  dueOn!: string;

  @TextField({
    description: 'What is left, and how.',
    max: 2000,
    multiline: true,
    example: 'The embedding model is replaced before its host withdraws it.',
  })
  summary!: string;

  @ObjectsField(() => ExitStepInputDto, {
    description: 'How far steps have come, as far as something is to be said; each once.',
    optional: true,
    max: EXIT_STEP_CODES.length,
  })
  steps?: ExitStepInputDto[];
}

export class ChangeExitCaseDto extends PartialType(
  OmitType(OpenExitCaseDto, ['legalEntityId', 'subject'] as const),
  { skipNullProperties: false },
) {}

export class ExitCaseDto extends OmitType(OpenExitCaseDto, ['steps'] as const) {
  @IdField({ description: 'Id of the exit case.', readOnly: true })
  id!: string;

  @ObjectsField(() => ExitStepStateDto, {
    description: 'Every step, in one order.',
    readOnly: true,
    min: EXIT_STEP_CODES.length,
    max: EXIT_STEP_CODES.length,
  })
  steps!: ExitStepStateDto[];

  @CodeField(EXIT_STATES, {
    description:
      'Where it stands. A change opens what was submitted. While it is open or submitted, what it is about is not retired.',
    readOnly: true,
    example: 'submitted',
  })
  state!: string;

  @TextsField({
    description: 'Everybody who prepared any of it; none of them decides on it.',
    readOnly: true,
    max: 1000,
    maxLength: 100,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  preparedBy!: string[];

  @TextField({ description: 'Who submitted it.', ...shown, max: 100 })
  submittedBy!: string | null;

  @InstantField({ description: 'When it was submitted, in business time.', ...shown })
  submittedAt!: string | null;

  @TextField({
    description: 'SHA-256 of all that was submitted: what is closed is exactly that.',
    ...shown,
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  submittedHash!: string | null;

  @TextField({ description: 'Who closed, returned or abandoned it last.', ...shown, max: 100 })
  decidedBy!: string | null;

  @InstantField({ description: 'When that was, in business time.', ...shown })
  decidedAt!: string | null;

  @TextField({
    description: 'Why it was closed, returned or abandoned.',
    ...shown,
    max: 2000,
    multiline: true,
    example: 'The certificate names another tenant.',
  })
  decisionReason!: string | null;

  @InstantField({ description: 'When it was opened.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', ...shown })
  retiredAt!: string | null;
}

export class CloseExitCaseDto {
  @TextField({
    description: 'What is to be said of the decision.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'Looked at the certificate and at the access list.',
  })
  reason?: string | null;
}

export class RefuseExitCaseDto {
  @TextField({
    description: 'Why.',
    max: 2000,
    multiline: true,
    example: 'The certificate names another tenant.',
  })
  reason!: string;
}

export class ExitCaseQuery extends PageQuery {
  @SortField(EXIT_CASE_SORTS)
  sort?: string;

  @IdField({ description: 'Only exits of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(EXIT_STATES, 'state')
  state?: string;

  @FilterField(EXIT_REASONS, 'reason')
  reason?: string;

  @IdField({ description: 'Only exits that this person sees to.', optional: true })
  ownerId?: string;

  @IdField({ description: 'Only exits from this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only exits from this component.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only exits from this arrangement.', optional: true })
  arrangementId?: string;

  @DateField({
    description: 'Only exits that are to be complete before this day.',
    optional: true,
    example: '2027-03-01',
  })
  dueBefore?: string;
}
