import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { RequirementService, type UseCaseInput, UseCaseService } from '../inventory/inventory.public.js';
import {
  type DataClass,
  deriveTier,
  modelDevelopmentApplies,
  type Purpose,
  type Recipient,
  type TierInputs,
  type YesNo,
} from '../inventory/tier.public.js';
import { type BuiltOfInput, checkBuiltOf } from './built-of.js';
import { todoOf } from './domain/todo.js';
import { unknownsOf } from './domain/unknowns.js';
import { shownReasons, shownTodo, shownUnknowns } from './intake-answer.js';
import { type Stack, StackBuilder } from './stack-builder.js';

/** The answers to the questions; what is absent is unknown. */
export interface IntakeInput {
  name: string;
  nameZhHant?: string | null;
  description?: string | null;
  legalEntityIds: readonly string[];
  scope?: {
    decision?: string;
    regulatedActivities?: string[];
    reason?: string | null;
    expiresOn?: string | null;
  };
  purposes?: Purpose[];
  afterSalesOnly?: YesNo;
  recipients?: Recipient[];
  clientsInteract?: YesNo;
  affectsClients?: YesNo;
  dataClasses?: DataClass[];
  criticalOperation?: YesNo;
  builtOf?: readonly BuiltOfInput[];
  developmentFlags?: string[];
  ownerId?: string | null;
}

/** Ends the transaction of a preview: nothing of it is committed. */
class Preview extends Error {
  constructor(readonly answer: Answer) {
    super('preview');
  }
}

interface Taken {
  useCaseId: string;
  body: string;
  etag: string;
}

/** Takes in a use case: a draft, what it stands on, its tier, and what that tier asks for; all of it or nothing. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly useCases: UseCaseService,
    private readonly requirements: RequirementService,
    private readonly stacks: StackBuilder,
  ) {}

  take(context: RequestContext, input: IntakeInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { useCaseId, body, etag } = await this.#take(tx, input, false);
      return Answer.created(body, `/api/v1/use-cases/${useCaseId}`, etag);
    });
  }

  /** The answer that `take` would give; nothing is stored, and the ids of what would be registered lead nowhere. */
  async preview(context: RequestContext, input: IntakeInput): Promise<Answer> {
    try {
      return await this.unitOfWork.run(context, async (tx) => {
        const { body } = await this.#take(tx, input, true);
        throw new Preview(Answer.ok(body));
      });
    } catch (outcome) {
      if (outcome instanceof Preview) return outcome.answer;
      throw outcome;
    }
  }

  async #take(tx: Transaction, input: IntakeInput, dryRun: boolean): Promise<Taken> {
    const { builtOf = [] } = input;
    checkBuiltOf(builtOf);
    const similar = await this.useCases.similarIn(tx, input.name, input.nameZhHant ?? null);
    const { id } = await this.#register(tx, input);
    const stack = await this.stacks.build(tx, builtOf);
    const requirements = await this.#require(tx, id, stack);
    const { json, rowVersion } = await this.useCases.shownIn(tx, id);
    const rest = {
      ...consequences(input, stack, tx.context.locale),
      ...stack,
      requirements,
      possibleDuplicates: similar,
    };
    const body = `{"dryRun":${dryRun},"useCase":${json},${JSON.stringify(rest).slice(1)}`;
    return { useCaseId: id, body, etag: etagOf(rowVersion) };
  }

  /** What is wrong is said of the question that was answered, not of the field that the answer went to. */
  async #register(tx: Transaction, input: IntakeInput): Promise<{ id: string }> {
    try {
      return await this.useCases.registerIn(tx, draftOf(input), { configuration: false });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const errors = error.errors.map((wrong) =>
        wrong.pointer === '/owners/accountable' ? { ...wrong, pointer: '/ownerId' } : wrong,
      );
      throw new DomainError(error.code, error.params, errors);
    }
  }

  /** One requirement a component, however often it was named. */
  async #require(tx: Transaction, useCaseId: string, { components }: Stack) {
    const made = [];
    const seen = new Set<string>();
    for (const { id: componentId, name: label, effect } of components) {
      if (seen.has(componentId)) continue;
      seen.add(componentId);
      const { id } = await this.requirements.registerIn(tx, {
        ...{ dependentType: 'use_case', dependentId: useCaseId, label, effect },
        alternatives: [{ componentId }],
      });
      made.push({ id, label, componentId, effect });
    }
    return made;
  }
}

function draftOf(input: IntakeInput): UseCaseInput {
  const { scope, builtOf: _builtOf, ownerId, ...answers } = input;
  const draft: UseCaseInput = {
    ...answers,
    scopeDecision: scope?.decision,
    scopeRegulatedActivities: scope?.regulatedActivities,
    scopeReason: scope?.reason,
    scopeExpiresOn: scope?.expiresOn,
    accountableOwnerId: ownerId,
    status: 'planned',
  };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

/** What follows from the answers: the tier with its reasons, what is still open, and what is to be done. */
function consequences(input: IntakeInput, { components }: Stack, locale: RequestContext['locale']) {
  const inputs: TierInputs = {
    purposes: input.purposes ?? [],
    recipients: input.recipients ?? [],
    afterSalesOnly: input.afterSalesOnly ?? 'unknown',
    clientsInteract: input.clientsInteract ?? 'unknown',
    affectsClients: input.affectsClients ?? 'unknown',
    criticalOperation: input.criticalOperation ?? 'unknown',
    dataClasses: input.dataClasses ?? [],
    designated: false,
  };
  const developmentFlags = input.developmentFlags ?? [];
  const decision = input.scope?.decision;
  const scope = decision === 'in' || decision === 'out' ? decision : 'unknown';
  const result = deriveTier(inputs);
  const todo = todoOf({
    ...{ result, scope, developmentFlags, modelDevelopment: modelDevelopmentApplies(developmentFlags) },
    ...{ clientsInteract: inputs.clientsInteract, criticalOperation: inputs.criticalOperation },
    ...{ dataClasses: inputs.dataClasses, builtOf: components },
  });
  const unknowns = unknownsOf(inputs, {
    ...{ scopeDecision: scope, builtOf: components.length, developmentFlags: developmentFlags.length },
    ownerId: input.ownerId,
  });
  return {
    tier: result.tier,
    lowestTier: result.lowestTier,
    provisional: result.provisional,
    reasons: shownReasons(result.reasons, locale),
    highRisk: result.highRisk.value,
    highRiskReasons: shownReasons(result.highRisk.reasons, locale),
    unknowns: shownUnknowns(unknowns, locale),
    todo: shownTodo(todo, locale),
  };
}
