import { PickType } from '@nestjs/swagger';
import { FilterField, PageQuery, ReadQuery } from '../../../platform/http/query-fields.js';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { RULE_CODES } from '../../../kernel/rules.js';
import { FRAMEWORK } from '../coverage.service.js';
import { REASON_CODES } from '../domain/reasons.js';
import { BASES } from '../domain/rule.js';
import { SHOWN_RECORDS, SHOWN_SUBJECTS } from '../domain/shown-coverage.js';
import { STATES, TIERS } from '../domain/states.js';
import { SUBJECT_TYPES } from '../domain/subjects.js';

const MANY = { min: 0, max: 1e9 };
const STATE = 'What it comes to; what is not known never counts as complete.';

export class InspectionQuery extends ReadQuery {
  @CodeField([FRAMEWORK], {
    description: 'Whose rules: the circular of the SFC on generative AI language models.',
    optional: true,
    default: FRAMEWORK,
    example: FRAMEWORK,
  })
  framework?: string;

  @IdField({
    description: 'Only of this legal entity; without it of all that the caller sees.',
    optional: true,
  })
  legalEntityId?: string;
}

export class InspectedSubjectsQuery extends PickType(PageQuery, ['limit', 'cursor', 'asOf'] as const) {
  @IdField({ description: 'Only of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(STATES, 'state')
  state?: string;

  @FilterField(STATES, 'state by the standard of the house')
  house?: string;

  @IdField({
    description: 'Only this use case, component, provider, arrangement or legal entity.',
    optional: true,
  })
  subjectId?: string;
}

export class StateCountsDto {
  @IntegerField({ description: 'Gaps.', ...MANY, example: 2 })
  gap!: number;

  @IntegerField({ description: 'What nobody knows.', ...MANY, example: 5 })
  unknown!: number;

  @IntegerField({ description: 'What is complete.', ...MANY, example: 31 })
  complete!: number;

  @IntegerField({ description: 'What it is not asked of.', ...MANY, example: 12 })
  not_applicable!: number;
}

export class HouseCoverageDto {
  @CodeField(STATES, { description: STATE, example: 'unknown' })
  state!: string;

  @ObjectField(() => StateCountsDto, { description: 'How many subjects come to what.' })
  counts!: StateCountsDto;
}

export class InspectedClauseDto {
  @TextField({ description: 'Its code, within the rule.', max: 60, example: 'present_stack' })
  clause!: string;

  @CodeField(BASES, {
    description: 'Whether the circular asks for it, or the standard of the house.',
    example: 'circular',
  })
  basis!: string;

  @TextField({ description: 'The paragraph that it is based on, or serves.', max: 40, example: '13(b)(ii)' })
  paragraph!: string;

  @CodeField(TIERS, {
    description: 'It is asked of uses of this tier and of those above (paragraph 7).',
    example: 'T4',
  })
  lowestTier!: string;

  @TextField({
    description: 'What it asks for.',
    max: 300,
    example: 'It was validated again after every material change.',
  })
  text!: string;

  @TextField({
    description: 'The same in Traditional Chinese.',
    max: 300,
    example: '每次重大改動後均已重新驗證。',
  })
  textZhHant!: string;
}

export class CoveredClauseDto extends InspectedClauseDto {
  @CodeField(STATES, { description: STATE, example: 'gap' })
  state!: string;

  @ObjectField(() => StateCountsDto, { description: 'How many subjects come to what.' })
  counts!: StateCountsDto;
}

export class InspectionRecordDto {
  @TextField({ description: 'Kind of the record.', max: 40, example: 'assurance_activity' })
  type!: string;

  @IdField({ description: 'Its id.' })
  id!: string;
}

export class JudgedClauseDto extends PickType(InspectedClauseDto, ['clause', 'basis'] as const) {
  @CodeField(STATES, { description: STATE, example: 'gap' })
  state!: string;

  @CodeField(REASON_CODES, { description: 'Why, as a code.', example: 'changed_materially' })
  because!: string;

  @TextField({
    description: 'Why.',
    max: 300,
    example: 'What it was done on has changed materially since.',
  })
  becauseText!: string;

  @TextField({
    description: 'Why, in Traditional Chinese.',
    max: 300,
    example: '進行時的架構其後有重大改動。',
  })
  becauseTextZhHant!: string;

  @ObjectsField(() => InspectionRecordDto, {
    description: 'The records that prove it, or show what is missing.',
    max: SHOWN_RECORDS,
  })
  records!: InspectionRecordDto[];

  @IntegerField({ description: 'Records besides those.', ...MANY, example: 0 })
  moreRecords!: number;

  @IntegerField({
    description: 'Others of legal entities that the caller does not see, on a use that is shared with them.',
    ...MANY,
    example: 0,
  })
  unseenRecords!: number;

  @IdField({
    description: 'The approved exception under which it stands until its last day.',
    nullable: true,
  })
  exceptionId!: string | null;
}

export class InspectedSubjectDto {
  @CodeField(SUBJECT_TYPES, { description: 'What it is.', example: 'use_case' })
  type!: string;

  @IdField({ description: 'Its id.' })
  id!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Research drafting' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '草擬研究報告',
  })
  nameZhHant!: string | null;

  @IdsField({ description: 'For which legal entity it is judged.', max: 1 })
  legalEntityIds!: string[];

  @CodeField(TIERS, { description: 'The strictest tier of the uses that stand on it.', example: 'T1' })
  tier!: string;

  @CodeField(STATES, {
    description: `${STATE} Against the circular, where it asks for anything.`,
    example: 'gap',
  })
  state!: string;

  @CodeField(STATES, {
    description: 'By the standard of the house; null where that asks for nothing more.',
    nullable: true,
    example: 'unknown',
  })
  house!: string | null;

  @ObjectsField(() => JudgedClauseDto, { description: 'Clause by clause.', max: 20 })
  clauses!: JudgedClauseDto[];
}

export class InspectionRuleDto {
  @CodeField(RULE_CODES, { description: 'The rule.', example: 'R-13b' })
  rule!: string;

  @TextField({ description: 'The paragraphs that it is based on.', max: 60, example: '13(b), fn 12–13' })
  paragraph!: string;

  @TextField({ description: 'Its name.', max: 120, example: 'Validation' })
  name!: string;

  @TextField({ description: 'Its name in Traditional Chinese.', max: 120, example: '驗證' })
  nameZhHant!: string;

  @CodeField(SUBJECT_TYPES, { description: 'What it is judged on, one by one.', example: 'use_case' })
  subject!: string;

  @ObjectsField(() => InspectedClauseDto, { description: 'What it asks for, clause by clause.', max: 20 })
  clauses!: InspectedClauseDto[];
}

export class InspectionRulesDto {
  @ObjectsField(() => InspectionRuleDto, { description: 'Every rule.', max: RULE_CODES.length })
  rules!: InspectionRuleDto[];
}

export class CoveredRuleDto extends PickType(InspectionRuleDto, [
  ...(['rule', 'paragraph', 'name', 'nameZhHant', 'subject'] as const),
]) {
  @CodeField(BASES, {
    description:
      'By which the state is: the circular, where it asks for anything, else the standard of the house.',
    example: 'circular',
  })
  basis!: string;

  @CodeField(STATES, { description: STATE, example: 'gap' })
  state!: string;

  @ObjectField(() => StateCountsDto, { description: 'How many subjects come to what.' })
  counts!: StateCountsDto;

  @ObjectField(() => HouseCoverageDto, {
    description:
      'The same by the standard of the house, which is never a gap against the circular; null where that asks for nothing more.',
    nullable: true,
  })
  house!: HouseCoverageDto | null;

  @ObjectsField(() => CoveredClauseDto, { description: 'Clause by clause.', max: 20 })
  clauses!: CoveredClauseDto[];

  @ObjectsField(() => InspectedSubjectDto, {
    description: 'What it was judged on, the worst first; the rest is listed rule by rule.',
    max: SHOWN_SUBJECTS,
  })
  subjects!: InspectedSubjectDto[];

  @IntegerField({ description: 'Subjects besides those.', ...MANY, example: 40 })
  moreSubjects!: number;
}

export class InspectionCoverageDto {
  @CodeField([FRAMEWORK], { description: 'Whose rules.', example: FRAMEWORK })
  framework!: string;

  @IdField({ description: 'Of which legal entity; null: of all that the caller sees.', nullable: true })
  legalEntityId!: string | null;

  @DateField({ description: 'The day as of which the rules were judged.', example: '2026-11-30' })
  today!: string;

  @ObjectsField(() => CoveredRuleDto, {
    description: 'Every rule, by its paragraph.',
    max: RULE_CODES.length,
  })
  rules!: CoveredRuleDto[];
}
