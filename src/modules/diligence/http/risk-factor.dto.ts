import {
  CodeField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { BilingualTextDto } from '../../inventory/use-case-contract.public.js';
import { FACTOR_GROUPS } from '../domain/risk-factor.js';

const readOnly = true;

export class RiskFactorGroupDto {
  @CodeField(FACTOR_GROUPS, { description: 'Its code.', readOnly, example: 'output_quality' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'Its heading.', readOnly })
  name!: BilingualTextDto;
}

export class RiskFactorDto {
  @TextField({
    description: 'Its code, by which statements name it.',
    readOnly,
    max: 60,
    example: 'hallucination',
  })
  code!: string;

  @CodeField(FACTOR_GROUPS, {
    description: 'The group that it stands in.',
    readOnly,
    example: 'output_quality',
  })
  group!: string;

  @ObjectField(() => BilingualTextDto, { description: 'What it is called.', readOnly })
  name!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What may go wrong, in one sentence.', readOnly })
  explanation!: BilingualTextDto;
}

export class RiskCatalogueDto {
  @IntegerField({
    description: 'The version of the catalogue. Another wording is another version.',
    readOnly,
    min: 1,
    max: 1000,
    example: 1,
  })
  version!: number;

  @ObjectsField(() => RiskFactorGroupDto, { description: 'Its groups in order.', readOnly, max: 10 })
  groups!: RiskFactorGroupDto[];

  @ObjectsField(() => RiskFactorDto, { description: 'Its factors in order.', readOnly, max: 100 })
  items!: RiskFactorDto[];
}
