import { applyDecorators } from '@nestjs/common';
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import {
  Check,
  CodeField,
  DateField,
  IdField,
  InstantField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { CONTROL_CODES, CONTROL_DOMAINS, CONTROL_LEVELS, CONTROL_STATES } from '../domain/control.js';
import { CONTROL_SORTS } from '../persistence/control.read-model.js';

const absent = { optional: true, nullable: true } as const;

/** Design and operation: 0, 0.5 or 1; null: not known. */
function StateField(description: string): PropertyDecorator {
  const states: readonly unknown[] = CONTROL_STATES;
  return applyDecorators(
    ApiProperty({
      description,
      type: 'number',
      enum: [...states],
      required: false,
      nullable: true,
      example: 1,
    }),
    ValidateIf((_object, value) => value !== undefined && value !== null),
    Check('code', (value) => states.includes(value), { codes: states.join(', ') }),
  );
}

class ControlFactsDto {
  @StateField('How well it is designed: 0, 0.5 or 1; null: not known.')
  design?: number | null;

  @StateField('How well it operates: 0, 0.5 or 1; null: not known. Above 0 a document has to show it.')
  operating?: number | null;

  @IdField({ description: 'The document that shows that it operates, while that is in date.', ...absent })
  evidenceId?: string | null;

  @DateField({
    description: 'The last day on which it counts: today or later, at most two years ahead.',
    example: '2027-06-30',
  })
  validTo!: string;

  @TextField({
    description: 'Why it holds in place of the same control at a wider level; needed where there is one.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'This use has a filter of its own.',
  })
  reason?: string | null;

  @TextField({
    description: 'How it works.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Prompts pass a filter for account numbers.',
  })
  description?: string | null;
}

export class CreateControlDto extends ControlFactsDto {
  @CodeField(CONTROL_DOMAINS, { description: 'The domain of the score that it belongs to.', example: 'D' })
  domain!: string;

  @CodeField(CONTROL_CODES, {
    description: 'Which control of that domain. It stays the same for good, as its subject does.',
    example: 'input_controls',
  })
  control!: string;

  @CodeField(CONTROL_LEVELS, {
    description:
      'Where it is true: of a firm, a provider, a component, an arrangement, or one use of an arrangement. It is inherited downwards; the narrowest that is recorded counts.',
    example: 'firm',
  })
  level!: string;

  @IdField({
    description:
      'The legal entity whose control it is; without one it is that of all. Of an arrangement it is the arrangement’s.',
    ...absent,
  })
  legalEntityId?: string | null;

  @IdField({ description: 'The provider; with level provider.', ...absent })
  providerId?: string | null;

  @IdField({ description: 'The component; with level component.', ...absent })
  componentId?: string | null;

  @IdField({ description: 'The arrangement; with level arrangement or arrangement_use.', ...absent })
  arrangementId?: string | null;

  @IdField({ description: 'The use case; with level arrangement_use.', ...absent })
  useCaseId?: string | null;
}

export class ChangeControlDto extends PartialType(ControlFactsDto, { skipNullProperties: false }) {}

export class ControlDto extends CreateControlDto {
  @IdField({ description: 'Id of the control.', readOnly: true })
  id!: string;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ControlQuery extends PageQuery {
  @SortField(CONTROL_SORTS)
  sort?: string;

  @IdField({ description: 'Only controls of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(CONTROL_LEVELS, 'level')
  level?: string;

  @FilterField(CONTROL_DOMAINS, 'domain')
  domain?: string;

  @FilterField(CONTROL_CODES, 'control')
  control?: string;

  @IdField({ description: 'Only controls of this provider itself.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only controls of this component itself.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only controls of this arrangement, and of its uses.', optional: true })
  arrangementId?: string;

  @IdField({ description: 'Only controls of one use of an arrangement, by this use case.', optional: true })
  useCaseId?: string;

  @DateField({
    description: 'Only controls that count no longer on this day.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}
