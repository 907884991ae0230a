import { ApiProperty } from '@nestjs/swagger';
import type { Locale } from '../../../kernel/actor.js';
import { isEmail } from '../../../kernel/email.js';
import {
  CodeField,
  DateField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { MOST_BYTES } from '../evidence-uploads.js';
import { PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { BilingualTextDto } from '../../inventory/use-case-contract.public.js';
import { ANSWER_STATES } from '../domain/assessment-answers.js';
import { LINK_MAIL_LOCALES, LINK_MAIL_STATES } from '../domain/link-mail.js';
import { ANSWER_TYPES, EVIDENCE_WISHES, SECTIONS } from '../domain/questionnaire.js';
import { LINK_SORTS } from '../persistence/assessment-link.read-model.js';
import { absent, AnswerValueField } from './assessment-parts.dto.js';
import { QuestionConditionDto, TemplateSectionDto } from './questionnaire.dto.js';

const readOnly = true;

export class CreateLinkDto {
  @TextField({ description: 'Who it is sent to.', max: 200, example: 'Security team of Example Vendor' })
  recipient!: string;

  @IntegerField({
    description: 'For how many days it works.',
    optional: true,
    default: 30,
    min: 1,
    max: 90,
    example: 30,
  })
  expiresInDays?: number;

  @TextField({
    description:
      'The address at the provider to which the link is mailed. Then nobody but its reader gets the token. Without it, the token is in the answer, to be passed on.',
    ...absent,
    max: 254,
    format: { code: 'email', accepts: isEmail },
    example: 'security@vendor.example',
  })
  email?: string | null;

  @CodeField(LINK_MAIL_LOCALES, {
    description: 'The language of the mail; only with email.',
    optional: true,
    default: 'en',
    example: 'zh-Hant',
  })
  locale?: Locale;
}

export class LinkMailDto {
  @TextField({ description: 'Where it is mailed to.', max: 254, example: 'security@vendor.example' })
  email!: string;

  @CodeField(LINK_MAIL_LOCALES, { description: 'Its language.', example: 'en' })
  locale!: string;

  @CodeField(LINK_MAIL_STATES, {
    description:
      'pending: to be sent; sending: under way; sent: the mail server took it; failed: it will be tried again; dead: given up; cancelled: its link had ended before.',
    example: 'sent',
  })
  state!: string;

  @IntegerField({ description: 'How often it was tried.', min: 0, max: 100, example: 1 })
  attempts!: number;

  @InstantField({ description: 'When the mail server took it.', nullable: true })
  sentAt!: string | null;
}

export class AssessmentLinkDto {
  @IdField({ description: 'Id of the link.', readOnly })
  id!: string;

  @IdField({ description: 'The assessment whose questions it opens.', readOnly })
  assessmentId!: string;

  @TextField({
    description: 'Who it was sent to.',
    readOnly,
    max: 200,
    example: 'Security team of Example Vendor',
  })
  recipient!: string;

  @InstantField({ description: 'Until when it works.', readOnly })
  expiresAt!: string;

  @TextField({ description: 'Who made it.', readOnly, max: 100 })
  createdBy!: string;

  @InstantField({ description: 'When it was first opened.', readOnly, nullable: true })
  openedAt!: string | null;

  @InstantField({ description: 'When it was taken back.', readOnly, nullable: true })
  revokedAt!: string | null;

  @ObjectField(() => LinkMailDto, {
    description: 'The mail by which it goes out; null: it was passed on by whoever made it.',
    readOnly,
    nullable: true,
  })
  mail!: LinkMailDto | null;

  @InstantField({ description: 'When it was made.', readOnly })
  createdAt!: string;
}

export class NewLinkDto extends AssessmentLinkDto {
  @TextField({
    description:
      'What opens the questions, sent in the header Questionnaire-Token. It is in this answer alone; null where the request is repeated, and where the link is mailed.',
    readOnly,
    nullable: true,
    max: 47,
    example: 'upl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
  })
  token!: string | null;
}

export class LinkQuery extends PageQuery {
  @SortField(LINK_SORTS)
  sort?: string;
}

export class OpenOptionDto {
  @TextField({ description: 'The code to answer with.', readOnly, max: 40, example: 'opted_out' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'What it says.', readOnly })
  text!: BilingualTextDto;
}

export class OpenQuestionDto {
  @TextField({ description: 'Its code.', readOnly, max: 40, example: 'named_ai_team' })
  code!: string;

  @CodeField(SECTIONS, { description: 'The section that it stands in.', readOnly, example: 'skills' })
  section!: string;

  @ObjectField(() => BilingualTextDto, { description: 'The question.', readOnly })
  text!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What helps to answer it.', readOnly, nullable: true })
  help!: BilingualTextDto | null;

  @CodeField(ANSWER_TYPES, { description: 'What an answer is.', readOnly, example: 'yes_no' })
  type!: string;

  @ObjectsField(() => OpenOptionDto, { description: 'Of choice: what to choose from.', readOnly, max: 20 })
  options!: OpenOptionDto[];

  @ObjectField(() => BilingualTextDto, { description: 'Of number: its unit.', readOnly, nullable: true })
  unit!: BilingualTextDto | null;

  @CodeField(EVIDENCE_WISHES, {
    description: 'Whether a document is asked for, or needed.',
    readOnly,
    example: 'asked',
  })
  evidence!: string;

  @TextsField({
    description: 'For which answers; null: for every one.',
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
}

export class ProviderAnswerInputDto {
  @CodeField(ANSWER_STATES, {
    description: 'Whether there is an answer; to decline is one too.',
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
}

export class ProviderDocumentFormDto {
  @ApiProperty({ description: 'The document.', type: 'string', format: 'binary', maxLength: MOST_BYTES })
  file!: unknown;
}

export class ProviderDocumentDto {
  @IdField({ description: 'Id of the document.', readOnly })
  id!: string;

  @TextField({ description: 'The name of its file.', readOnly, max: 200, example: 'report.pdf' })
  name!: string;

  @TextField({
    description: 'Code of the question that it was sent with.',
    readOnly,
    max: 40,
    example: 'named_ai_team',
  })
  question!: string;
}

export class ProviderAnswerDto extends ProviderAnswerInputDto {
  @TextField({ description: 'Code of the question.', readOnly, max: 40, example: 'named_ai_team' })
  question!: string;
}

export class ProviderQuestionnaireDto {
  @ObjectField(() => BilingualTextDto, { description: 'The name of the questionnaire.', readOnly })
  name!: BilingualTextDto;

  @ObjectField(() => BilingualTextDto, { description: 'What it is for.', readOnly })
  purpose!: BilingualTextDto;

  @TextField({ description: 'What is asked about.', readOnly, max: 200, example: 'Example Vendor' })
  subjectName!: string;

  @TextField({ description: 'The same in Traditional Chinese.', readOnly, nullable: true, max: 200 })
  subjectNameZhHant!: string | null;

  @TextField({ description: 'Who asks.', readOnly, max: 200, example: 'Example Securities Limited' })
  legalEntityName!: string;

  @TextField({ description: 'The same in Traditional Chinese.', readOnly, nullable: true, max: 200 })
  legalEntityNameZhHant!: string | null;

  @TextField({ description: 'Who the link was sent to.', readOnly, max: 200 })
  recipient!: string;

  @DateField({
    description: 'By when answers are asked for.',
    readOnly,
    nullable: true,
    example: '2027-01-31',
  })
  dueOn!: string | null;

  @InstantField({ description: 'Until when the link works.', readOnly })
  expiresAt!: string;

  @FlagField({ description: 'Whether answers can be given now.', readOnly, example: true })
  isOpen!: boolean;

  @ObjectsField(() => TemplateSectionDto, { description: 'Its sections in order.', readOnly, max: 30 })
  sections!: TemplateSectionDto[];

  @ObjectsField(() => OpenQuestionDto, { description: 'Its questions in order.', readOnly, max: 500 })
  questions!: OpenQuestionDto[];

  @ObjectsField(() => ProviderAnswerDto, { description: 'What was answered so far.', readOnly, max: 500 })
  answers!: ProviderAnswerDto[];
}

export class FinishedDto {
  @IntegerField({ description: 'How many answers there are.', readOnly, min: 0, max: 500, example: 40 })
  answered!: number;
}
