import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { refuseStale } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { ControlReferences } from './control-references.js';
import {
  type ControlFacts,
  type ControlIdentity,
  factProblems,
  forgottenProblems,
  identityProblems,
  retirementProblems,
} from './domain/control.js';
import { auditedOf, isSeen, refuseForeign } from './installation-wide.js';
import type { ControlEntity } from './persistence/control.entity.js';
import { ControlRepository } from './persistence/control.repository.js';

export type ControlChange = Partial<ControlFacts>;
export type ControlInput = ControlChange &
  Pick<ControlFacts, 'validTo'> &
  Pick<ControlIdentity, 'domain' | 'control' | 'level'> &
  Partial<ControlIdentity>;

const RESOURCE = 'control';
const UNSTATED: Omit<ControlFacts, 'validTo'> = {
  ...{ design: null, operating: null, evidenceId: null, reason: null, description: null },
};
const NOBODY = {
  legalEntityId: null,
  providerId: null,
  componentId: null,
  arrangementId: null,
  useCaseId: null,
};

/** Records, changes and retires controls: what each is of stays the same for good. */
@Injectable()
export class ControlService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly controls: ControlRepository,
    private readonly references: ControlReferences,
  ) {}

  register(context: RequestContext, input: ControlInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const identity = await this.#identityOf(tx, input);
      const facts: ControlFacts = { ...UNSTATED, ...factsOf(input), validTo: input.validTo };
      const wrong = identityProblems(identity);
      refuse([
        ...(wrong.length > 0 ? wrong : await this.references.problemsOf(tx, identity)),
        ...(await this.#factProblems(tx, identity, facts, facts)),
      ]);
      refuseForeign(tx, identity);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      record(tx, 'registered', { id, ...identity }, { ...identity, ...facts });
      const row = { id, ...identity, ...facts, createdBy, preparedBy: [createdBy] };
      const stored = await this.controls.insert(tx, row);
      return Answer.created(stored.json, `/api/v1/controls/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ControlChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current, { ...current, ...stated }, stated));
      refuseForgetting(forgottenProblems(current, stated));
      const changes = changesBetween<ControlFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.controls.stored(tx, id));
      record(tx, 'changed', current, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.controls.update(tx, id, { ...stated, preparedBy }));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const isInherited = await this.controls.isInherited(tx, current);
      const counts = await this.controls.counts(tx, id, await this.#todayOf(tx, current));
      refuseForgetting(retirementProblems(current, isInherited, counts));
      await this.controls.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** What has changed since it was retired may keep it from coming back: a subject that went, an expiry that passed, or that
   * it is recorded no longer. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockForChange(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      refuse([
        ...identityProblems(current),
        ...(await this.references.problemsOf(tx, current)),
        ...(await this.#factProblems(tx, current, current, current)),
      ]);
      record(tx, 'restored', current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.controls.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  /** A control of an arrangement is its legal entity's. */
  async #identityOf(tx: Transaction, input: ControlInput): Promise<ControlIdentity> {
    const { domain, control, level, legalEntityId = null } = input;
    const { providerId = null, componentId = null, arrangementId = null, useCaseId = null } = input;
    const subject = { ...NOBODY, level, legalEntityId, providerId, componentId, arrangementId, useCaseId };
    if (arrangementId === null) return { domain, control, ...subject };
    const owner = await this.references.entityOfArrangement(tx, arrangementId);
    if (owner === null) throw invalid({ pointer: '/arrangementId', code: 'unknown-reference' });
    if (legalEntityId !== null && legalEntityId !== owner) {
      throw invalid({ pointer: '/legalEntityId', code: 'contradiction', params: { other: 'arrangementId' } });
    }
    return { domain, control, ...subject, legalEntityId: owner };
  }

  /** @param named what the request names: what is named already may have gone since */
  async #factProblems(
    tx: Transaction,
    identity: ControlIdentity,
    facts: ControlFacts,
    named: Partial<ControlFacts>,
  ): Promise<FieldError[]> {
    const { legalEntityId } = identity;
    const today = await this.#todayOf(tx, identity);
    const isOverride = facts.reason === null && (await this.controls.isInherited(tx, identity));
    return [
      ...factProblems(facts, today),
      ...(await this.references.evidenceProblems(tx, legalEntityId, named.evidenceId)),
      ...(isOverride ? [{ pointer: '/reason', code: 'needed-with', params: { other: 'level' } }] : []),
    ];
  }

  async #todayOf(tx: Transaction, { legalEntityId }: ControlIdentity): Promise<string> {
    const zone = legalEntityId === null ? undefined : await this.references.timeZoneOf(tx, legalEntityId);
    return localDate(this.clock.now(), zone ?? HOME_TIME_ZONE);
  }

  async #lockForChange(tx: Transaction, id: string): Promise<ControlEntity> {
    const current = await this.controls.lock(tx, id);
    if (current === null || !isSeen(tx, current)) throw notFound();
    refuseForeign(tx, current);
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ControlEntity> {
    const current = await this.#lockForChange(tx, id);
    refuseStale(current, rowVersion);
    return current;
  }
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}

function factsOf(input: ControlChange): Partial<ControlFacts> {
  const stated = Object.entries(input).filter(
    ([field, value]) => value !== undefined && (field in UNSTATED || field === 'validTo'),
  );
  return Object.fromEntries(stated);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  control: Pick<ControlEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id: control.id },
    legalEntityIds: auditedOf(control),
    changes: { ...changes },
  });
}
