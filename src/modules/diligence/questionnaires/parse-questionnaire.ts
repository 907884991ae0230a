import { type Placed } from '../../../platform/data-file/placed.js';
import { readWords } from '../bilingual-words.js';
import { COMPONENT_KINDS, PROVIDER_KINDS } from '../../inventory/tier.public.js';
import {
  ANSWER_TYPES,
  EVIDENCE_WISHES,
  GRADES,
  type Question,
  type Questionnaire,
  type QuestionOption,
  RESPONDENTS,
  type Section,
  SECTIONS,
} from '../domain/questionnaire.js';

const CODE = /^[a-z][a-z0-9_]{0,39}$/;
const RULE = /^R-\d{2}[a-z*]?(-[a-z]+|\([iv]+\))?$/;
const YES_NO = ['yes', 'no'] as const;

/** Reads one questionnaire; throws a DataFileError that names the place where something is wrong. */
export function parseQuestionnaire(root: Placed): Questionnaire {
  root.only('code', 'version', 'subject', 'kinds', 'name', 'purpose', 'sections');
  const code = root.get('code').slug();
  const version = root.get('version').count(1);
  const subject = root.get('subject').code(['provider', 'component'] as const);
  const kinds: readonly string[] = subject === 'provider' ? PROVIDER_KINDS : COMPONENT_KINDS;
  const sections = root.get('sections').items();
  const questions: Question[] = [];
  for (const section of sections) readSection(section, questions);
  return {
    ...{ id: `${code}@${version}`, code, version, subject },
    kinds: root
      .get('kinds')
      .items()
      .map((kind) => kind.code(kinds)),
    name: readWords(root.get('name')),
    purpose: readWords(root.get('purpose')),
    sections: sections.map((section) => ({ code: sectionOf(section), name: readWords(section.get('name')) })),
    questions,
  };
}

function sectionOf(section: Placed): Section {
  return section.only('code', 'name', 'questions').get('code').code(SECTIONS);
}

/** Adds the questions of a section to those before it: a condition looks back, never ahead. */
function readSection(placed: Placed, before: Question[]): void {
  const section = sectionOf(placed);
  const questions = placed.get('questions').items();
  if (questions.length === 0) placed.fail('asks nothing');
  for (const question of questions) before.push(questionOf(question, section, before));
}

const MEMBERS = [
  ...['code', 'text', 'help', 'rules', 'from', 'answer', 'gapWhen', 'options', 'unit', 'weight'],
  ...['evidence', 'evidenceWhen', 'onlyWhen', 'reuseMonths'],
];

function questionOf(placed: Placed, section: Section, before: readonly Question[]): Question {
  placed.only(...MEMBERS);
  const code = placed.get('code').matching(CODE, 'a code');
  if (before.some((other) => other.code === code)) placed.fail(`the code "${code}" is used twice`);
  const type = placed.get('answer').code(ANSWER_TYPES);
  const options = placed.get('options').items().map(optionOf);
  if ((type === 'choice') !== options.length > 1) placed.fail('options belong to a choice, at least two');
  const gapWhen = type === 'yes_no' ? placed.get('gapWhen').code([...YES_NO, 'never'] as const) : 'never';
  const answers = type === 'yes_no' ? YES_NO : options.map((option) => option.code);
  return {
    ...{ code, section, type, options },
    text: readWords(placed.get('text')),
    help: placed.get('help').optional(readWords) ?? null,
    rules: rulesOf(placed),
    from: placed.get('from').code(RESPONDENTS),
    gapWhen: gapWhen === 'never' ? null : gapWhen,
    unit: placed.get('unit').optional(readWords) ?? null,
    weight: weightOf(placed.get('weight')),
    evidence: placed.get('evidence').code(EVIDENCE_WISHES),
    evidenceWhen:
      placed.get('evidenceWhen').optional((when) => when.items().map((one) => one.code(answers))) ?? null,
    onlyWhen: placed.get('onlyWhen').optional((when) => conditionOf(when, before)) ?? null,
    reuseMonths: placed.get('reuseMonths').optional((months) => months.count(1)) ?? null,
  };
}

function optionOf(placed: Placed): QuestionOption {
  placed.only('code', 'text', 'finding');
  return {
    code: placed.get('code').matching(CODE, 'a code'),
    text: readWords(placed.get('text')),
    grade: placed.get('finding').code(GRADES),
  };
}

function conditionOf(placed: Placed, before: readonly Question[]): NonNullable<Question['onlyWhen']> {
  placed.only('question', 'in');
  const named = placed.get('question').text();
  const question = before.find(({ code }) => code === named);
  if (!question) return placed.fail(`"${named}" is no question before it`);
  const answers = question.type === 'yes_no' ? YES_NO : question.options.map(({ code }) => code);
  const wanted = placed
    .get('in')
    .items()
    .map((answer) => answer.code<string>(answers));
  return wanted.length > 0 ? { question: named, in: wanted } : placed.fail('needs an answer');
}

function rulesOf(placed: Placed): string[] {
  const rules = placed
    .get('rules')
    .items()
    .map((rule) => rule.matching(RULE, 'a rule'));
  return rules.length > 0 ? rules : placed.fail('serves no rule');
}

function weightOf(placed: Placed): number {
  const weight = placed.count(1);
  return weight <= 5 ? weight : placed.fail('must be at most 5');
}
