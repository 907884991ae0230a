import { CodeField, FlagField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { CHANGE_KINDS, MATRIX_RULE_CODES } from '../domain/change-matrix.js';

class NamedDto {
  @TextField({ description: 'In English.', max: 200, example: 'Validation' })
  name!: string;

  @TextField({ description: 'In Traditional Chinese.', max: 200, example: '驗證' })
  nameZhHant!: string;
}

export class MatrixRuleDto extends NamedDto {
  @CodeField(MATRIX_RULE_CODES, { description: 'The rule.', example: 'R-13b' })
  rule!: string;

  @TextField({ description: 'The paragraph that it is based on.', max: 40, example: '13(b)(ii)' })
  paragraph!: string;

  @CodeField(['circular', 'house', 'code_of_conduct'], {
    description: 'The circular, the standard of the house, or the Code of Conduct.',
    example: 'circular',
  })
  basis!: string;

  @FlagField({
    description: 'Whether it has to be looked at again even where the change is minor.',
    example: false,
  })
  evenMinor!: boolean;
}

export class MatrixAlsoDto extends NamedDto {}

export class MatrixRowDto extends NamedDto {
  @CodeField(CHANGE_KINDS, { description: 'What happens.', example: 'model_version_changed' })
  kind!: string;

  @FlagField({
    description: 'Whether something went wrong: such an event is never retired.',
    example: false,
  })
  adverse!: boolean;

  @ObjectsField(() => MatrixRuleDto, { description: 'What goes stale.', max: MATRIX_RULE_CODES.length })
  rules!: MatrixRuleDto[];

  @ObjectsField(() => MatrixAlsoDto, { description: 'What else it asks for.', max: 10 })
  also!: MatrixAlsoDto[];
}

export class ChangeMatrixDto {
  @ObjectsField(() => MatrixRowDto, { description: 'One row for each kind.', max: CHANGE_KINDS.length })
  rows!: MatrixRowDto[];
}
