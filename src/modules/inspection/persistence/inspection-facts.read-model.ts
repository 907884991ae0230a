import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { addBusinessDays } from '../../../kernel/business-days.js';
import { inOneSnapshot } from '../../../platform/database/one-snapshot.js';
import { ReadDatabase } from '../../../platform/database/read-database.js';
import { POOL } from '../../../platform/tokens.js';
import { openRulesOf, type ChangeKind, type Ruling } from '../../continuity/changes.public.js';
import type { Band, Cadence } from '../../scoring/monitoring.public.js';
import { dueOf } from '../../diligence/correspondence.public.js';
import { hongKongHolidays } from '../../diligence/holidays.public.js';
import { groupBy } from '../domain/group-by.js';
import { InspectedRegister } from '../domain/inspected-register.js';
import type {
  ActivityFact,
  ArrangementFact,
  AssessmentFact,
  ChangeFact,
  CompetenceFact,
  ControlFact,
  CorrespondenceFact,
  DataFlowFact,
  DelegationFact,
  ExceptionFact,
  LegalEntityFact,
  PersonFact,
  PlanFact,
  PolicyFact,
  RecordFacts,
  ReviewFact,
  RiskStatementFact,
  ServiceRecordFact,
  UseCaseFact,
} from '../domain/facts.js';
import { ArchitectureReadModel } from './architecture.read-model.js';
import {
  ARRANGEMENTS,
  DATA_FLOWS,
  INDEMNITIES,
  RESPONSIBILITIES,
  SERVICE_RECORDS,
} from './arrangement.facts.js';
import { CHANGES, PLANS } from './continuity.facts.js';
import * as diligence from './diligence.facts.js';
import { type Asked, Question, type Statement } from './question.js';
import { bands, CADENCE, firstOn, LEGAL_ENTITIES, PEOPLE, USE_CASES } from './use-case.facts.js';

/** Business days within which a model is tested again after a new version: a standard of the house (rule R-19). */
const RETEST_DAYS = 10;

/** Everything that rules are judged on, in one snapshot. */
@Injectable()
export class InspectionFactsReadModel {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly database: ReadDatabase,
    private readonly architecture: ArchitectureReadModel,
  ) {}

  async load(asked: Asked): Promise<InspectedRegister> {
    if (asked.asOf !== null) await this.database.settle(asked.asOf);
    return inOneSnapshot(this.pool, async (client) => {
      const architecture = await this.architecture.read(client, asked);
      return new InspectedRegister(await new Reading(client, asked).facts(), architecture);
    });
  }
}

/** With a document instead of whether it shows anything. */
type Documented<Fact extends { evidenced: boolean }> = Omit<Fact, 'evidenced'> & {
  evidenceId: string | null;
};

class Reading {
  #held: ReadonlySet<string> = new Set();

  constructor(
    private readonly client: PoolClient,
    private readonly asked: Asked,
  ) {}

  async facts(): Promise<RecordFacts> {
    const held = await this.#rows<{ id: string }>(diligence.HELD_EVIDENCE);
    this.#held = new Set(held.map(({ id }) => id));
    const useCases = await this.#useCases();
    const [methods, legalEntities, people, arrangements, beside] = await Promise.all([
      this.#rows<{ cadence: Cadence }>(CADENCE),
      this.#rows<LegalEntityFact>(LEGAL_ENTITIES),
      this.#rows<PersonFact>(PEOPLE),
      this.#arrangements(),
      this.#beside(),
    ]);
    const cadence = methods[0]?.cadence ?? null;
    return { today: this.asked.today, cadence, legalEntities, people, useCases, arrangements, ...beside };
  }

  /** Null: all, and their statements need not name each. */
  #idsOf(records: readonly { id: string }[]): readonly string[] | null {
    return this.asked.legalEntityIds === null ? null : records.map(({ id }) => id);
  }

  async #useCases(): Promise<UseCaseFact[]> {
    const useCases = await this.#rows<Omit<UseCaseFact, 'firstOnOn' | 'band'>>(USE_CASES);
    const ids = this.#idsOf(useCases);
    const [began, scored] = await Promise.all([
      this.#rows<{ id: string; firstOnOn: string }>(firstOn(ids)),
      this.#rows<{ useCaseId: string; band: Band }>(bands(ids)),
    ]);
    const firstDays = new Map(began.map(({ id, firstOnOn }) => [id, firstOnOn]));
    const bandOf = new Map(scored.map(({ useCaseId, band }) => [useCaseId, band]));
    return useCases.map((useCase) => ({
      ...useCase,
      firstOnOn: firstDays.get(useCase.id) ?? null,
      band: bandOf.get(useCase.id) ?? null,
    }));
  }

  async #arrangements(): Promise<ArrangementFact[]> {
    type Of<Part> = Part & { arrangementId: string };
    type Indemnity = ArrangementFact['indemnities'][number];
    type Stored = Omit<Indemnity, 'conditions'> & {
      conditions: { met: string; evidenceId: string | null }[];
    };
    const [arrangements, indemnities, responsibilities] = await Promise.all([
      this.#rows<Omit<ArrangementFact, 'indemnities' | 'responsibilities'>>(ARRANGEMENTS),
      this.#rows<Of<Stored>>(INDEMNITIES),
      this.#rows<Of<ArrangementFact['responsibilities'][number]>>(RESPONSIBILITIES),
    ]);
    const shown = indemnities.map(({ conditions, ...indemnity }) => ({
      ...indemnity,
      conditions: conditions.map(({ met, evidenceId }) => ({ met, evidenced: this.#isHeld(evidenceId) })),
    }));
    const indemnitiesOf = groupBy(shown, ({ arrangementId }) => arrangementId);
    const tasksOf = groupBy(responsibilities, ({ arrangementId }) => arrangementId);
    return arrangements.map((arrangement) => ({
      ...arrangement,
      indemnities: indemnitiesOf.get(arrangement.id) ?? [],
      responsibilities: tasksOf.get(arrangement.id) ?? [],
    }));
  }

  async #beside(): Promise<
    Omit<RecordFacts, 'today' | 'cadence' | 'legalEntities' | 'people' | 'useCases' | 'arrangements'>
  > {
    const [assessments, activities, reviews, riskStatements, controls, policies, competences] =
      await Promise.all([
        this.#rows<AssessmentFact>(diligence.ASSESSMENTS),
        this.#rows<ActivityFact>(diligence.ACTIVITIES),
        this.#reviews(),
        this.#riskStatements(),
        this.#documented<ControlFact>(diligence.CONTROLS),
        this.#documented<PolicyFact>(diligence.POLICIES),
        this.#documented<CompetenceFact>(diligence.COMPETENCES),
      ]);
    const [delegations, correspondence, exceptions, plans, changes, dataFlows, serviceRecords] =
      await Promise.all([
        this.#delegations(),
        this.#correspondence(),
        this.#rows<ExceptionFact>(diligence.EXCEPTIONS),
        this.#rows<PlanFact>(PLANS),
        this.#changes(),
        this.#rows<DataFlowFact>(DATA_FLOWS),
        this.#rows<ServiceRecordFact>(SERVICE_RECORDS),
      ]);
    return {
      ...{ assessments, activities, reviews, riskStatements, controls, policies, competences },
      ...{ delegations, correspondence, exceptions, plans, changes, dataFlows, serviceRecords },
    };
  }

  async #reviews(): Promise<ReviewFact[]> {
    type Stored = Omit<ReviewFact, 'measures'> & { measures: { evidenceId: string | null }[] };
    const reviews = await this.#rows<Stored>(diligence.REVIEWS);
    return reviews.map((review) => ({ ...review, measures: this.#evidenced(review.measures) }));
  }

  async #riskStatements(): Promise<RiskStatementFact[]> {
    type Rating = RiskStatementFact['ratings'][number];
    type StoredRating = Omit<Rating, 'mitigations'> & { mitigations: { evidenceId: string | null }[] };
    type Stored = Omit<RiskStatementFact, 'ratings'> & { ratings: StoredRating[] };
    const statements = await this.#rows<Stored>(diligence.RISK_STATEMENTS);
    return statements.map((statement) => ({
      ...statement,
      ratings: statement.ratings.map((rating) => ({
        ...rating,
        mitigations: this.#evidenced(rating.mitigations),
      })),
    }));
  }

  async #delegations(): Promise<DelegationFact[]> {
    type Stored = Omit<DelegationFact, 'agreementEvidenced'> & { evidenceId: string | null };
    const delegations = await this.#rows<Stored>(diligence.DELEGATIONS);
    return delegations.map(({ evidenceId, ...delegation }) => ({
      ...delegation,
      agreementEvidenced: this.#isHeld(evidenceId),
    }));
  }

  async #correspondence(): Promise<CorrespondenceFact[]> {
    const records = await this.#rows<Omit<CorrespondenceFact, 'dueOn'>>(diligence.CORRESPONDENCE);
    return records.map((record) => ({ ...record, dueOn: dueOf(record as Due, hongKongHolidays()).dueOn }));
  }

  async #changes(): Promise<ChangeFact[]> {
    const changes = await this.#rows<StoredChange>(CHANGES);
    return changes.map(({ happenedOn, ruling, resolved, ...change }) => ({
      ...change,
      retestDueOn: addBusinessDays(happenedOn, RETEST_DAYS, hongKongHolidays()),
      openRules: openRulesOf({ kind: change.kind as ChangeKind, ruling }, resolved),
    }));
  }

  async #documented<Fact extends { evidenced: boolean }>(statement: Statement): Promise<Fact[]> {
    const rows = await this.#rows<Documented<Fact>>(statement);
    return rows.map((row) => ({ ...row, evidenced: this.#isHeld(row.evidenceId) }) as unknown as Fact);
  }

  #evidenced(parts: readonly { evidenceId: string | null }[]): { evidenced: boolean }[] {
    return parts.map(({ evidenceId }) => ({ evidenced: this.#isHeld(evidenceId) }));
  }

  #isHeld(evidenceId: string | null): boolean {
    return evidenceId !== null && this.#held.has(evidenceId);
  }

  async #rows<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    const question = new Question(this.asked);
    const text = statement(question);
    return (await this.client.query<Row>(text, question.values)).rows;
  }
}

type Due = Parameters<typeof dueOf>[0];

type StoredChange = Omit<ChangeFact, 'retestDueOn' | 'openRules'> & {
  happenedOn: string;
  ruling: Ruling | null;
  resolved: string[];
};
