import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import {
  coverageOf,
  type Mitigation,
  type Rating,
  retirementProblems,
  type SetAside,
  type StatementFacts,
  statementProblems,
} from './domain/risk-statement.js';
import type { RiskStatementEntity } from './persistence/risk-statement.entity.js';
import { RiskStatementRepository } from './persistence/risk-statement.repository.js';
import { currentRiskCatalogue, riskCatalogueOf, riskCatalogues } from './risk-factors/risk-factors.js';
import { recordStatement, refuseDecided, RiskStatementReferences } from './risk-statement-references.js';

type MitigationInput = Pick<Mitigation, 'text'> & Partial<Mitigation>;
type RatingInput = Pick<Rating, 'factor'> &
  Partial<Omit<Rating, 'mitigations'>> & { mitigations?: readonly MitigationInput[] };
export interface StatementChange {
  catalogueVersion?: number;
  ratings?: readonly RatingInput[];
  setAside?: SetAside | null;
}
export type StatementInput = StatementChange & { useCaseId: string; legalEntityId?: string | undefined };

/** What any change leaves of what was submitted, and a restoration of what was approved. */
const DRAFT: Partial<RiskStatementEntity> = {
  ...{ state: 'draft', submittedHash: null, approvedBy: null, approvedAt: null, approvalReason: null },
  ...{ approvedHash: null, supersedesId: null },
};

/** Writes down which risks a use case has: one statement at a time, until somebody else has approved it. */
@Injectable()
export class RiskStatementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly statements: RiskStatementRepository,
    private readonly references: RiskStatementReferences,
  ) {}

  register(context: RequestContext, input: StatementInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { useCaseId } = input;
      const legalEntityId = input.legalEntityId ?? (await this.references.legalEntityOf(tx, useCaseId));
      const whose = { useCaseId, legalEntityId };
      const unstated = { catalogueVersion: currentRiskCatalogue().version, ratings: [], setAside: null };
      const facts: StatementFacts = { ...unstated, ...factsOf(input) };
      const factors = factorsOf(facts);
      refuse([
        ...(await this.references.identityProblems(tx, whose)),
        ...(await this.#factProblems(tx, legalEntityId, facts, {})),
      ]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const { json, rowVersion } = await this.statements.insert(tx, {
        ...{ id, ...whose, ...stored(facts), ...coverageOf(facts, factors), ...DRAFT },
        ...{ createdBy, preparedBy: [createdBy] },
      });
      recordStatement(tx, 'registered', { id, legalEntityId }, { ...whose, ...facts });
      return Answer.created(json, `/api/v1/risk-statements/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: StatementChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      refuseDecided(current);
      const stated = factsOf(input);
      const { catalogueVersion, ratings, setAside }: StatementFacts = { ...current, ...stated };
      const wanted = { catalogueVersion, ratings, setAside };
      const factors = factorsOf(wanted);
      refuse(await this.#factProblems(tx, current.legalEntityId, wanted, current));
      const changes = changesBetween<StatementFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.statements.stored(tx, id));
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const change = { ...stored(wanted), ...coverageOf(wanted, factors), ...DRAFT, preparedBy };
      recordStatement(tx, 'changed', current, { ...fallsBack(current), ...changes });
      return Answer.of(await this.statements.update(tx, id, change));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      if (current.state === 'superseded') throw new DomainError('already-decided');
      const forgotten = retirementProblems(current);
      if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
      await this.statements.retire(tx, id);
      recordStatement(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** It comes back as a draft. What it names may have gone since it was retired, and then keeps it from coming back. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const ratings = current.ratings.map((rating) => ({ ...rating, assessorId: null }));
      refuse([
        ...(await this.references.identityProblems(tx, current)),
        ...(await this.references.factProblems(tx, current.legalEntityId, { ratings })),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      recordStatement(tx, 'restored', current, fallsBack(current));
      return Answer.of(await this.statements.update(tx, id, { ...DRAFT, retiredAt: null, preparedBy }));
    });
  }

  /** @param known what was said before: people and documents that it named may have gone since */
  async #factProblems(
    tx: Transaction,
    legalEntityId: string,
    facts: StatementFacts,
    known: Partial<StatementFacts>,
  ): Promise<FieldError[]> {
    const today = await this.references.today(tx, legalEntityId);
    return [
      ...statementProblems(facts, factorsOf(facts), today),
      ...(await this.references.factProblems(tx, legalEntityId, facts, known)),
    ];
  }
}

/** Codes of the version of the catalogue that is gone through; refuses one that there is not. */
function factorsOf({ catalogueVersion }: StatementFacts): string[] {
  const catalogue = riskCatalogueOf(catalogueVersion);
  if (catalogue !== undefined) return catalogue.factors.map(({ code }) => code);
  const other = riskCatalogues()
    .map(({ version }) => version)
    .join(', ');
  throw invalid({ pointer: '/catalogueVersion', code: 'not-among', params: { other } });
}

function fallsBack({ state }: RiskStatementEntity): object {
  return state === 'draft' ? {} : { state: { from: state, to: 'draft' } };
}

function factsOf({ catalogueVersion, ratings, setAside }: StatementChange): Partial<StatementFacts> {
  return {
    ...(catalogueVersion !== undefined && { catalogueVersion }),
    ...(ratings !== undefined && { ratings: ratings.map(wholeRating) }),
    ...(setAside !== undefined && { setAside: setAside && wholeSetAside(setAside) }),
  };
}

function wholeRating(input: RatingInput): Rating {
  const { factor, rating = 'unknown', reason = null, assessedOn = null, assessorId = null } = input;
  const mitigations = (input.mitigations ?? []).map(({ text, evidenceId = null }) => ({ text, evidenceId }));
  return { factor, rating, reason, assessedOn, assessorId, mitigations };
}

function wholeSetAside({ factors, reason }: SetAside): SetAside {
  return { factors: [...factors], reason };
}

function stored({ catalogueVersion, ratings, setAside }: StatementFacts): Partial<RiskStatementEntity> {
  return { catalogueVersion, ratings: [...ratings], setAside };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
