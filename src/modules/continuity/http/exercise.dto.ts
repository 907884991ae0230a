import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  InstantField,
  NumberField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { type Case, CASES, OUTCOMES } from '../domain/codes.js';
import { EXERCISE_SORTS } from '../persistence/exercise.read-model.js';

const absent = { optional: true, nullable: true } as const;

export class CreateExerciseDto {
  @DateField({
    description:
      'When it took place: today or earlier. One of before the plan was registered may be recorded.',
    example: '2026-11-02',
  })
  exercisedOn!: string;

  @CodesField(CASES, {
    description: 'Which of the cases of its plan was exercised.',
    min: 1,
    example: ['provider_failure'],
  })
  covers!: Case[];

  @NumberField({
    description: 'How long recovery took, in hours; null: not known.',
    ...absent,
    min: 0,
    max: 8760,
    example: 3.5,
  })
  measuredRecoveryHours?: number | null;

  @CodeField(OUTCOMES, {
    description:
      'How it went. One that failed stays as it is; only a later one of the same case that succeeds remedies it.',
    optional: true,
    default: 'unknown',
    example: 'succeeded_with_issues',
  })
  outcome?: string;

  @TextField({
    description: 'What went wrong; needed where it failed, or succeeded with issues.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'The second model had no key for the weekend.',
  })
  issues?: string | null;

  @IdField({
    description: 'The document that tells of it.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000005',
  })
  evidenceId?: string | null;

  @IdField({
    description: 'The person who led it.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  performedBy?: string | null;
}

export class ChangeExerciseDto extends PartialType(CreateExerciseDto, { skipNullProperties: false }) {}

export class ExerciseDto extends CreateExerciseDto {
  @IdField({ description: 'Id of the exercise.', readOnly: true })
  id!: string;

  @IdField({ description: 'The plan that was exercised.', readOnly: true })
  planId!: string;

  @TextField({
    description:
      'The hash of what the plan said. Where the plan says something else now, it counts as not exercised. Null: it said something else before it was changed, and nobody knows what.',
    readOnly: true,
    nullable: true,
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  planHash!: string | null;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ExerciseQuery extends PageQuery {
  @SortField(EXERCISE_SORTS)
  sort?: string;

  @FilterField(OUTCOMES, 'outcome')
  outcome?: string;
}
