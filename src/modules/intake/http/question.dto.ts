import {
  CodeField,
  FlagField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { BilingualTextDto } from '../../inventory/use-case-contract.public.js';
import { FIELD_TYPES } from '../domain/question.js';

export class QuestionOptionDto {
  @TextField({ description: 'The code to send.', readOnly: true, max: 60, example: 'investment_advice' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'What it says to people.', readOnly: true })
  label!: BilingualTextDto;
}

export class QuestionFieldDto {
  @TextField({
    description: 'The member of the body; a dot leads into an object.',
    readOnly: true,
    max: 60,
    example: 'scope.decision',
  })
  name!: string;

  @CodeField(FIELD_TYPES, { description: 'How to ask for it.', readOnly: true, example: 'codes' })
  type!: string;

  @FlagField({ description: 'Whether it must be answered.', readOnly: true, example: false })
  required!: boolean;

  @ObjectField(() => BilingualTextDto, { description: 'What to write beside it.', readOnly: true })
  label!: BilingualTextDto;

  @ObjectsField(() => QuestionOptionDto, { description: 'What to choose from.', readOnly: true, max: 50 })
  options!: QuestionOptionDto[];
}

export class QuestionDto {
  @IntegerField({ description: 'Its place.', readOnly: true, min: 1, max: 10, example: 4 })
  number!: number;

  @TextField({ description: 'Its code.', readOnly: true, max: 30, example: 'purpose' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'The question.', readOnly: true })
  text!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What helps to answer it.', readOnly: true })
  help!: BilingualTextDto;

  @ObjectsField(() => QuestionFieldDto, {
    description: 'The fields that hold the answer.',
    readOnly: true,
    max: 10,
  })
  fields!: QuestionFieldDto[];
}

export class QuestionsDto {
  @ObjectsField(() => QuestionDto, { description: 'The questions in order.', readOnly: true, max: 10 })
  items!: QuestionDto[];
}
