import type { Locale } from '../../../kernel/actor.js';

export type Words = Readonly<Record<Locale, string>>;

/**
 * What a questionnaire asks about, section by section, and what a conclusion is drawn on: the four heads of paragraph 26
 * first, then what other paragraphs add.
 */
export const SECTIONS = [
  ...['skills', 'expertise', 'resources', 'controls', 'model_risk_framework', 'suitability', 'testing'],
  ...['privacy', 'intellectual_property', 'responsibilities', 'security', 'confidentiality', 'training_data'],
  ...['supply_chain', 'data_leakage', 'provenance', 'reliance', 'continuity', 'independence', 'delegation'],
  'ownership',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Skills, expertise, resources and controls: what paragraph 26 asks a firm to be satisfied of. */
export const HEADS = ['skills', 'expertise', 'resources', 'controls'] as const satisfies readonly Section[];

export const ANSWER_TYPES = ['yes_no', 'choice', 'text', 'date', 'number'] as const;
/** Who can answer: the provider, over a link, or the firm alone. */
export const RESPONDENTS = ['provider', 'firm'] as const;
export const EVIDENCE_WISHES = ['none', 'asked', 'required'] as const;
/** What an answer means against what the firm accepts. */
export const GRADES = ['meets', 'partial', 'gap'] as const;
export type Grade = (typeof GRADES)[number];

export interface QuestionOption {
  readonly code: string;
  readonly text: Words;
  readonly grade: Grade;
}

export interface Question {
  readonly code: string;
  readonly section: Section;
  readonly text: Words;
  readonly help: Words | null;
  /** The rules of the circular that it serves: … */
  readonly rules: readonly string[];
  readonly from: (typeof RESPONDENTS)[number];
  readonly type: (typeof ANSWER_TYPES)[number];
  /** Of yes_no: which answer is a gap; null: neither. */
  readonly gapWhen: 'yes' | 'no' | null;
  /** Of choice. */
  readonly options: readonly QuestionOption[];
  /** Of number. */
  readonly unit: Words | null;
  /** 1 to 5: how much it weighs in its section. */
  readonly weight: number;
  readonly evidence: (typeof EVIDENCE_WISHES)[number];
  /** For which answers a document is wished for; null: for every one. */
  readonly evidenceWhen: readonly string[] | null;
  /** Asked only where an earlier question has one of these answers. */
  readonly onlyWhen: { readonly question: string; readonly in: readonly string[] } | null;
  /** For how many months an earlier answer about the same subject may be used again; null: it is answered anew. */
  readonly reuseMonths: number | null;
}

/** A questionnaire as the product brings it along. A version never changes: another wording is another version. */
export interface Questionnaire {
  /** `code@version`, as an assessment names it. */
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly subject: 'provider' | 'component';
  /** Kinds of providers, or of components, that it is for. */
  readonly kinds: readonly string[];
  readonly name: Words;
  readonly purpose: Words;
  readonly sections: readonly { readonly code: Section; readonly name: Words }[];
  readonly questions: readonly Question[];
}
