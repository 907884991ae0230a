import type { FieldError } from '../../../kernel/domain-error.js';

export const RISK_RATINGS = ['low', 'medium', 'high', 'unknown'] as const;
/** Approved ones are in force until another is approved. */
export const STATEMENT_STATES = ['draft', 'submitted', 'approved', 'superseded'] as const;

/** What is done against a risk. */
export interface Mitigation {
  text: string;
  evidenceId: string | null;
}

/** How one factor of the catalogue is rated for the use case. */
export interface Rating {
  factor: string;
  rating: (typeof RISK_RATINGS)[number];
  reason: string | null;
  /** YYYY-MM-DD */
  assessedOn: string | null;
  assessorId: string | null;
  mitigations: readonly Mitigation[];
}

/** Factors that have nothing to do with the use case: as a group, with one reason (paragraph 5). */
export interface SetAside {
  factors: readonly string[];
  reason: string;
}

/** What a statement says; all of it is what somebody approves. */
export interface StatementFacts {
  catalogueVersion: number;
  ratings: readonly Rating[];
  setAside: SetAside | null;
}

/** What a rating cannot be without: whoever knows how large a risk is, says who found that, when, and why. */
const NEEDED = ['reason', 'assessedOn', 'assessorId'] as const;

/**
 * What is said of risks and cannot stand.
 * @param factors codes of the version of the catalogue
 * @param today YYYY-MM-DD, where the legal entity is
 */
export function statementProblems(
  { ratings, setAside }: StatementFacts,
  factors: readonly string[],
  today: string,
): FieldError[] {
  const rated = ratings.map(({ factor }) => factor);
  return [
    ...ratings.flatMap((rating, i) => ratingProblems(rating, `/ratings/${i}`, today)),
    ...rated.flatMap((factor, i) => factorProblems(factor, `/ratings/${i}/factor`, factors)),
    ...rated.flatMap((factor, i) =>
      rated.indexOf(factor) < i ? [{ pointer: `/ratings/${i}/factor`, code: 'unique' }] : [],
    ),
    ...(setAside?.factors ?? []).flatMap((factor, i): FieldError[] => [
      ...factorProblems(factor, `/setAside/factors/${i}`, factors),
      ...(rated.includes(factor)
        ? [{ pointer: `/setAside/factors/${i}`, code: 'contradiction', params: { other: 'ratings' } }]
        : []),
    ]),
  ];
}

function ratingProblems(rating: Rating, at: string, today: string): FieldError[] {
  const { assessedOn, mitigations } = rating;
  const missing = rating.rating === 'unknown' ? [] : NEEDED.filter((field) => rating[field] === null);
  return [
    ...missing.map((field) => ({
      ...{ pointer: `${at}/${field}`, code: 'needed-with', params: { other: `rating: ${rating.rating}` } },
    })),
    ...(assessedOn !== null && assessedOn > today
      ? [{ pointer: `${at}/assessedOn`, code: 'not-in-future' }]
      : []),
    ...mitigations.flatMap(({ text }, i) =>
      mitigations.findIndex((other) => other.text === text) < i
        ? [{ pointer: `${at}/mitigations/${i}/text`, code: 'unique' }]
        : [],
    ),
  ];
}

function factorProblems(factor: string, pointer: string, factors: readonly string[]): FieldError[] {
  return factors.includes(factor) ? [] : [{ pointer, code: 'unknown-factor' }];
}

/** What can be worked out of a statement. */
export interface Coverage {
  /** Factors of the catalogue that are neither rated nor set aside. */
  unrated: string[];
  /** YYYY-MM-DD: the oldest day of a rating that is known; null where there is none. */
  oldestAssessedOn: string | null;
}

export function coverageOf({ ratings, setAside }: StatementFacts, factors: readonly string[]): Coverage {
  const dealtWith = new Set([...ratings.map(({ factor }) => factor), ...(setAside?.factors ?? [])]);
  const days = ratings.flatMap(({ rating, assessedOn }) =>
    rating === 'unknown' || assessedOn === null ? [] : [assessedOn],
  );
  return {
    unrated: factors.filter((factor) => !dealtWith.has(factor)),
    oldestAssessedOn: days.sort()[0] ?? null,
  };
}

/** Whoever approves finds something to approve. */
export function submissionProblems({ ratings }: StatementFacts): FieldError[] {
  return ratings.length === 0 ? [{ pointer: '/ratings', code: 'too-few', params: { min: 1 } }] : [];
}

/**
 * What a statement would forget of the one in force: a high risk is rated again, as high or with a reason why it is less. It is
 * neither left out, nor set aside, nor unknown.
 */
export function forgottenProblems(inForce: StatementFacts | null, next: StatementFacts): FieldError[] {
  const known = new Set(
    next.ratings.filter(({ rating }) => rating !== 'unknown').map(({ factor }) => factor),
  );
  return highOf(inForce)
    .filter((factor) => !known.has(factor))
    .map((factor) => {
      const i = next.ratings.findIndex((rating) => rating.factor === factor);
      const pointer = i < 0 ? '/ratings' : `/ratings/${i}/rating`;
      return { pointer, code: 'risk-forgotten', params: { factor } };
    });
}

/** Why a statement cannot be retired: what is in force and high would be forgotten. */
export function retirementProblems({ state, ...facts }: StatementFacts & { state: string }): FieldError[] {
  if (state !== 'approved') return [];
  return highOf(facts).map((factor) => ({ pointer: '/ratings', code: 'risk-forgotten', params: { factor } }));
}

/** Who rated anything, by id. */
export function assessorsOf({ ratings }: StatementFacts): string[] {
  return ratings.flatMap(({ assessorId }) => assessorId ?? []);
}

function highOf(facts: StatementFacts | null): string[] {
  return (facts?.ratings ?? []).filter(({ rating }) => rating === 'high').map(({ factor }) => factor);
}
