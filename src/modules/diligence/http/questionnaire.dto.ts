import {
  CodeField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { BilingualTextDto } from '../../inventory/use-case-contract.public.js';
import { ANSWER_TYPES, EVIDENCE_WISHES, GRADES, RESPONDENTS, SECTIONS } from '../domain/questionnaire.js';

const readOnly = true;

export class TemplateOptionDto {
  @TextField({ description: 'The code to answer with.', readOnly, max: 40, example: 'opted_out' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'What it says.', readOnly })
  text!: BilingualTextDto;

  @CodeField(GRADES, {
    description: 'What it means against what a firm accepts.',
    readOnly,
    example: 'partial',
  })
  grade!: string;
}

export class QuestionConditionDto {
  @TextField({
    description: 'Code of an earlier question.',
    readOnly,
    max: 40,
    example: 'uses_subprocessors',
  })
  question!: string;

  @TextsField({
    description: 'One of these answers to it.',
    readOnly,
    max: 20,
    maxLength: 40,
    example: ['yes'],
  })
  in!: string[];
}

export class TemplateQuestionDto {
  @TextField({ description: 'Its code, unique in the template.', readOnly, max: 40, example: 'key_people' })
  code!: string;

  @CodeField(SECTIONS, { description: 'The section that it stands in.', readOnly, example: 'skills' })
  section!: string;

  @ObjectField(() => BilingualTextDto, { description: 'The question.', readOnly })
  text!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What helps to answer it.', readOnly, nullable: true })
  help!: BilingualTextDto | null;

  @TextsField({ description: 'The rules it serves.', readOnly, max: 20, maxLength: 20, example: ['R-26'] })
  rules!: string[];

  @CodeField(RESPONDENTS, {
    description: 'Who can answer: the provider, over a link, or the firm alone.',
    readOnly,
    example: 'provider',
  })
  from!: string;

  @CodeField(ANSWER_TYPES, { description: 'What an answer is.', readOnly, example: 'yes_no' })
  type!: string;

  @CodeField(['yes', 'no'], {
    description: 'Of yes_no: which answer is a gap; null: neither.',
    readOnly,
    nullable: true,
    example: 'no',
  })
  gapWhen!: string | null;

  @ObjectsField(() => TemplateOptionDto, {
    description: 'Of choice: what to choose from.',
    readOnly,
    max: 20,
  })
  options!: TemplateOptionDto[];

  @ObjectField(() => BilingualTextDto, { description: 'Of number: its unit.', readOnly, nullable: true })
  unit!: BilingualTextDto | null;

  @IntegerField({
    description: 'How much it weighs in its section.',
    readOnly,
    min: 1,
    max: 5,
    example: 3,
  })
  weight!: number;

  @CodeField(EVIDENCE_WISHES, {
    description: 'Whether a document is asked for, or needed.',
    readOnly,
    example: 'asked',
  })
  evidence!: string;

  @TextsField({
    description: 'For which answers a document is wished for; null: for every one.',
    readOnly,
    nullable: true,
    max: 20,
    maxLength: 40,
    example: ['yes'],
  })
  evidenceWhen!: string[] | null;

  @ObjectField(() => QuestionConditionDto, {
    description: 'Asked only where this holds; null: always.',
    readOnly,
    nullable: true,
  })
  onlyWhen!: QuestionConditionDto | null;

  @IntegerField({
    description: 'For how many months an earlier answer may be used again; null: it is answered anew.',
    readOnly,
    nullable: true,
    min: 1,
    max: 120,
    example: 12,
  })
  reuseMonths!: number | null;
}

export class TemplateSectionDto {
  @CodeField(SECTIONS, { description: 'Its code.', readOnly, example: 'skills' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'Its heading.', readOnly })
  name!: BilingualTextDto;
}

export class QuestionnaireSummaryDto {
  @TextField({ description: 'Its id: code@version.', readOnly, max: 60, example: 'provider@1' })
  id!: string;

  @CodeField(['provider', 'component'], { description: 'What it is about.', readOnly, example: 'provider' })
  subject!: string;

  @TextsField({
    description: 'Kinds of that which it is for.',
    readOnly,
    max: 20,
    maxLength: 40,
    example: ['third_party'],
  })
  kinds!: string[];

  @ObjectField(() => BilingualTextDto, { description: 'Its name.', readOnly })
  name!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What it is for.', readOnly })
  purpose!: BilingualTextDto;

  @IntegerField({ description: 'How many questions it has.', readOnly, min: 1, max: 500, example: 60 })
  questionCount!: number;
}

export class QuestionnairesDto {
  @ObjectsField(() => QuestionnaireSummaryDto, { description: 'Every template.', readOnly, max: 50 })
  items!: QuestionnaireSummaryDto[];
}

export class QuestionnaireDto extends QuestionnaireSummaryDto {
  @ObjectsField(() => TemplateSectionDto, { description: 'Its sections in order.', readOnly, max: 30 })
  sections!: TemplateSectionDto[];

  @ObjectsField(() => TemplateQuestionDto, { description: 'Its questions in order.', readOnly, max: 500 })
  questions!: TemplateQuestionDto[];
}
