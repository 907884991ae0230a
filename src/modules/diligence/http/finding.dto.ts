import { CodeField, DateField, IdField, TextField } from '../../../platform/http/fields.js';
import { SECTIONS } from '../domain/questionnaire.js';
import { absent } from './assessment-parts.dto.js';

const SEVERITIES = ['low', 'medium', 'high', 'unknown'] as const;

export class CreateFindingDto {
  @CodeField(SECTIONS, { description: 'The section that it belongs to.', example: 'controls' })
  section!: string;

  @TextField({
    description: 'Code of the question that led to it.',
    ...absent,
    max: 40,
    example: 'penetration_test',
  })
  question?: string | null;

  @TextField({
    description: 'What was found wanting.',
    max: 2000,
    multiline: true,
    example: 'No penetration test of the API in two years.',
  })
  text!: string;

  @CodeField(SEVERITIES, {
    description: 'How much it weighs.',
    optional: true,
    default: 'unknown',
    example: 'medium',
  })
  severity?: string;

  @IdField({ description: 'The person who sees to it.' })
  ownerId!: string;

  @DateField({ description: 'By when it is to be dealt with: today or later.', example: '2027-02-28' })
  dueOn!: string;
}

export class ChangeFindingDto {
  @TextField({
    description: 'What was found wanting.',
    optional: true,
    max: 2000,
    multiline: true,
    example: 'No penetration test of the API in two years.',
  })
  text?: string;

  @CodeField(SEVERITIES, { description: 'How much it weighs.', optional: true, example: 'high' })
  severity?: string;

  @IdField({ description: 'The person who sees to it.', optional: true })
  ownerId?: string;

  @DateField({
    description: 'By when it is to be dealt with: today or later.',
    optional: true,
    example: '2027-02-28',
  })
  dueOn?: string;
}

export class ProofDto {
  @DateField({ description: 'Since when; not in the future.', example: '2027-02-01' })
  on!: string;

  @IdField({ description: 'The document that shows it.', ...absent })
  evidenceId?: string | null;
}

export class CloseFindingDto extends ProofDto {
  @TextField({
    description: 'How it was dealt with.',
    max: 2000,
    multiline: true,
    example: 'The test of January 2027 found nothing of weight.',
  })
  closure!: string;
}

export class AssessmentFindingDto extends CreateFindingDto {
  @IdField({ description: 'Id of the finding.', readOnly: true })
  id!: string;

  @DateField({
    description: 'Since when it is dealt with.',
    nullable: true,
    readOnly: true,
    example: '2027-02-01',
  })
  closedOn!: string | null;

  @TextField({ description: 'How.', nullable: true, readOnly: true, max: 2000 })
  closure!: string | null;

  @IdField({ description: 'The document that shows it.', nullable: true, readOnly: true })
  closedEvidenceId!: string | null;
}
