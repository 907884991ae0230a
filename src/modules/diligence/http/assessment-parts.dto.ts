import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';
import {
  Check,
  CodeField,
  CodesField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  TextField,
} from '../../../platform/http/fields.js';
import { isPlainText } from '../../../platform/http/plain-text.js';
import { DATA_CLASSES } from '../../inventory/tier.public.js';
import { CONCLUSIONS } from '../domain/assessment.js';
import { ANSWER_SOURCES, ANSWER_STATES } from '../domain/assessment-answers.js';
import { SECTIONS } from '../domain/questionnaire.js';

export const absent = { optional: true, nullable: true } as const;
const LONGEST_VALUE = 4000;
const MOST_DOCUMENTS = 20;

/** yes or no, the code of an option, a text or a day; or a number: what the question asks for decides. */
export function AnswerValueField(): PropertyDecorator {
  const isOne = (value: unknown): boolean =>
    typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
  return applyDecorators(
    ApiProperty({
      description:
        'The answer, as its question asks for it: yes or no, the code of an option, a text, a day (YYYY-MM-DD) or a number. Null unless state is answered.',
      type: String,
      required: false,
      nullable: true,
      maxLength: LONGEST_VALUE,
      example: 'yes',
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.length <= LONGEST_VALUE * 2 ? value.normalize('NFC').trim() : value,
    ),
    ValidateIf((_object, value) => value !== undefined && value !== null),
    Check('answer-value', isOne),
    Check('too-long', (value) => typeof value !== 'string' || [...value].length <= LONGEST_VALUE, {
      max: LONGEST_VALUE,
    }),
    Check('plain-text', (value) => typeof value !== 'string' || isPlainText(value, true)),
  );
}

export class AnswerInputDto {
  @TextField({ description: 'Code of the question.', max: 40, example: 'named_ai_team' })
  question!: string;

  @CodeField(ANSWER_STATES, {
    description: 'Whether there is an answer; that a provider declined to give one is a fact.',
    optional: true,
    default: 'answered',
    example: 'answered',
  })
  state?: (typeof ANSWER_STATES)[number];

  @AnswerValueField()
  value?: string | number | null;

  @TextField({
    description: 'What is to be said beside it; with not_applicable: why.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'Twelve people, four of them in Hong Kong.',
  })
  comment?: string | null;

  @CodeField(ANSWER_SOURCES, {
    description: 'Where it comes from.',
    optional: true,
    default: 'unknown',
    example: 'public_document',
  })
  sourceKind?: (typeof ANSWER_SOURCES)[number];

  @TextField({
    description: 'Title or address of the source; needed for one that others can look up.',
    ...absent,
    max: 1000,
    example: 'https://vendor.example/trust',
  })
  source?: string | null;

  @DateField({
    description: 'The day that the answer speaks for; not in the future. Left out: today.',
    ...absent,
    example: '2026-11-02',
  })
  sourcedOn?: string | null;

  @IdsField({
    description: 'Documents that show it.',
    optional: true,
    max: MOST_DOCUMENTS,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  evidenceIds?: string[];
}

export class AnswerDto extends AnswerInputDto {
  @IdField({
    description: 'The assessment whose answer was used again.',
    nullable: true,
    readOnly: true,
  })
  reusedFromId!: string | null;

  @TextField({ description: 'Who answered: a person, a key, or a link.', readOnly: true, max: 100 })
  answeredBy!: string;

  @InstantField({ description: 'When.', readOnly: true })
  answeredAt!: string;
}

export class ConclusionDto {
  @CodeField(SECTIONS, { description: 'The section of the questionnaire.', example: 'skills' })
  section!: (typeof SECTIONS)[number];

  @CodeField(CONCLUSIONS, {
    description: 'What is concluded of it, against what the firm accepts.',
    example: 'meets',
  })
  conclusion!: (typeof CONCLUSIONS)[number];

  @TextField({
    description: 'Why.',
    max: 4000,
    multiline: true,
    example: 'The team is named, and its report of 2026 covers the service.',
  })
  reasons!: string;

  @IdsField({
    description: 'Documents that it rests on.',
    max: MOST_DOCUMENTS,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  evidenceIds!: string[];
}

export class ConditionInputDto {
  @TextField({
    description: 'What has to be done.',
    max: 2000,
    multiline: true,
    example: 'Obtain the report for 2026.',
  })
  text!: string;

  @IdField({ description: 'The person who sees to it.' })
  ownerId!: string;

  @DateField({ description: 'By when.', example: '2027-02-28' })
  dueOn!: string;
}

export class ConditionDto extends ConditionInputDto {
  @IdField({ description: 'Id of the condition.', readOnly: true })
  id!: string;

  @DateField({ description: 'Since when it is met.', nullable: true, readOnly: true, example: '2027-02-01' })
  metOn!: string | null;

  @IdField({ description: 'The document that shows it.', nullable: true, readOnly: true })
  evidenceId!: string | null;

  @TextField({ description: 'Who found that it is met.', nullable: true, readOnly: true, max: 100 })
  metBy!: string | null;
}

export class PilotDto {
  @DateField({ description: 'The last day of the pilot: at most six months ahead.', example: '2027-03-31' })
  endsOn!: string;

  @CodesField(DATA_CLASSES.filter((one) => one !== 'unknown'), {
    description: 'The classes of data that may be used.',
    min: 1,
    example: ['public', 'internal'],
  })
  dataClasses!: string[];
}
