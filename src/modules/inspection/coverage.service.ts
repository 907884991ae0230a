import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { notFound } from '../../kernel/domain-error.js';
import { listedIds, sees } from '../../kernel/entity-scope.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { Turns } from '../../kernel/turns.js';
import { decodeCursor, encodeCursor } from '../../platform/database/page.js';
import { DEFAULT_PAGE } from '../../platform/http/query-fields.js';
import { coverRule, type JudgedSubject, type RuleCoverage } from './domain/coverage.js';
import { findSubjects } from './domain/find-subjects.js';
import type { RuleCode } from './domain/rule.js';
import { type AnyRule, ruleOf, RULES } from './domain/rules.js';
import { coverageShown, SHOWN_SUBJECTS, subjectShown } from './domain/shown-coverage.js';
import { unseenRecords } from './domain/unseen.js';
import { InspectionFactsReadModel } from './persistence/inspection-facts.read-model.js';

/** For whom, and as of when. */
export interface Inspected {
  legalEntityId?: string | undefined;
  scope: EntityScope;
  asOf: AsOf;
}

/** Which of what a rule is judged on. */
export interface SubjectFilter {
  state?: string;
  house?: string;
  subjectId?: string;
  limit?: number;
  cursor?: string;
}

const LIST = 'inspection-coverage';

/** How far the rules are kept, worked out anew from the register whenever somebody asks. */
@Injectable()
export class CoverageService {
  /** A whole register takes seconds of one processor: one at a time. */
  readonly #turns = new Turns(8);

  constructor(
    private readonly facts: InspectionFactsReadModel,
    private readonly clock: Clock,
  ) {}

  /** Every rule, as JSON text. */
  async coverage(inspected: Inspected): Promise<string> {
    const { covered, unseen, today } = await this.#cover(inspected, RULES, SHOWN_SUBJECTS);
    const { legalEntityId = null } = inspected;
    return JSON.stringify({
      ...{ framework: FRAMEWORK, legalEntityId, today },
      rules: covered.map((one) => coverageShown(one, unseen)),
    });
  }

  /** A page of what one rule is judged on, as JSON text. */
  async subjects(code: RuleCode, inspected: Inspected, filter: SubjectFilter): Promise<string> {
    const after = filter.cursor === undefined ? null : decodeCursor(filter.cursor, LIST, code);
    const { covered, unseen } = await this.#cover(inspected, [ruleOf(code)]);
    const [coverage] = covered;
    if (coverage === undefined) throw new Error(`rule ${code} was not judged`);
    const wanted = coverage.judged
      .filter((one) => isWanted(one, coverage, filter))
      .map((one) => ({ one, key: keyOf(one) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .filter(({ key }) => after === null || key > `${after.id}/${after.key}`);
    const page = wanted.slice(0, filter.limit ?? DEFAULT_PAGE);
    const last = wanted.length > page.length ? page.at(-1)?.one : undefined;
    return JSON.stringify({
      items: page.map(({ one }) => subjectShown(one, coverage, unseen)),
      nextCursor: last
        ? encodeCursor([LIST, code, last.subject.legalEntityIds.join(), last.subject.id])
        : null,
    });
  }

  async #cover(
    { legalEntityId, scope, asOf }: Inspected,
    rules: readonly AnyRule[],
    keep?: number,
  ): Promise<{ covered: RuleCoverage[]; unseen: ReadonlySet<string>; today: string }> {
    if (legalEntityId !== undefined && !sees(scope, legalEntityId)) throw notFound();
    const today = localDate(asOf === null ? this.clock.now() : new Date(asOf), HOME_TIME_ZONE);
    const legalEntityIds = legalEntityId === undefined ? listedIds(scope) : [legalEntityId];
    return this.#turns.take(async () => {
      const register = await this.facts.load({ legalEntityIds, asOf, today });
      if (legalEntityId !== undefined && register.facts.legalEntities.length === 0) throw notFound();
      const subjects = findSubjects(register);
      const covered: RuleCoverage[] = [];
      for (const rule of rules) covered.push(await withPauses(coverRule(rule, subjects, register, keep)));
      return { covered, unseen: unseenRecords(register.facts, scope), today };
    });
  }
}

/** Others are answered after so many milliseconds of work. */
const PAUSE_AFTER = 20;

async function withPauses<Result>(steps: Generator<void, Result>): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < PAUSE_AFTER) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** The circular that the rules follow, by its number. */
export const FRAMEWORK = 'sfc-24EC55';

function keyOf({ subject }: JudgedSubject): string {
  return `${subject.id}/${subject.legalEntityIds.join()}`;
}

function isWanted(
  { subject, result }: JudgedSubject,
  { basis }: RuleCoverage,
  { state, house, subjectId }: SubjectFilter,
): boolean {
  return (
    (state === undefined || result[basis] === state) &&
    (house === undefined || result.house === house) &&
    (subjectId === undefined || subject.id === subjectId)
  );
}
