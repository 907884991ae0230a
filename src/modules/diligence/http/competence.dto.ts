import { PartialType } from '@nestjs/swagger';
import { CodeField, DateField, IdField, InstantField, TextField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { COMPETENCE_FIELDS, COMPETENCE_FUNCTIONS } from '../domain/competence.js';
import { COMPETENCE_SORTS } from '../persistence/competence.read-model.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;

class CompetenceFactsDto {
  @IdField({ description: 'The document that shows it.' })
  evidenceId!: string;

  @DateField({ description: 'Since when.', ...absent, example: '2026-01-01' })
  validFrom?: string | null;

  @DateField({
    description: 'The last day on which it counts; today or later when it is entered.',
    example: '2027-12-31',
  })
  validTo!: string;

  @TextField({
    description: 'What it consists of.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'Ten years of model validation.',
  })
  description?: string | null;
}

export class CreateCompetenceDto extends CompetenceFactsDto {
  @IdField({ description: 'The person. It stays the same for good, as function, field and legal entity do.' })
  personId!: string;

  @CodeField(COMPETENCE_FUNCTIONS, { description: 'The function that they are part of.', example: 'risk' })
  function!: string;

  @CodeField(COMPETENCE_FIELDS, {
    description: 'The field that they are competent in.',
    example: 'model_risk_management',
  })
  field!: string;

  @IdField({
    description: 'The legal entity for which they act; without one, for all.',
    ...absent,
  })
  legalEntityId?: string | null;
}

export class ChangeCompetenceDto extends PartialType(CompetenceFactsDto, { skipNullProperties: false }) {}

export class CompetenceDto extends CreateCompetenceDto {
  @IdField({ description: 'Id of the competence.', readOnly })
  id!: string;

  @CodeField(['yes', 'no'], {
    description:
      'Whether it counts: the person is with the firm, the day is within its days, and its document is in date.',
    readOnly,
    example: 'yes',
  })
  current!: string;

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class CompetenceQuery extends PageQuery {
  @SortField(COMPETENCE_SORTS)
  sort?: string;

  @IdField({ description: 'Only competences of this person.', optional: true })
  personId?: string;

  @FilterField(COMPETENCE_FUNCTIONS, 'function')
  function?: string;

  @FilterField(COMPETENCE_FIELDS, 'field')
  field?: string;

  @IdField({ description: 'Only competences for this legal entity itself.', optional: true })
  legalEntityId?: string;

  @DateField({
    description: 'Only competences that count no longer on this day.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}
