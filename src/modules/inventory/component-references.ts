import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { isModel } from './domain/component-rules.js';
import type { ComponentEntity } from './persistence/component.entity.js';
import { personProblems } from './person-references.js';
import { standsAbove } from './persistence/ancestry.js';
import { ComponentRepository } from './persistence/component.repository.js';
import { ProviderRepository } from './persistence/provider.repository.js';

type References = Partial<Pick<ComponentEntity, 'providerId' | 'baseModelId' | 'ownerId'>>;

/** What a component refers to must be there and in use, and its base model must be a model. */
@Injectable()
export class ComponentReferences {
  constructor(
    private readonly components: ComponentRepository,
    private readonly providers: ProviderRepository,
  ) {}

  /** What is wrong with the references given; all are looked up at once. */
  async problemsOf(tx: Transaction, { providerId, baseModelId, ownerId }: References): Promise<FieldError[]> {
    const found = await Promise.all([
      providerId ? this.#providerProblem(tx, providerId) : null,
      baseModelId ? this.#baseModelProblem(tx, baseModelId) : null,
      personProblems(tx, ownerId ? [{ pointer: '/ownerId', id: ownerId }] : []),
    ]);
    return found.flat().filter((problem) => problem !== null);
  }

  /** The same for a change, with what only a record that is there already can break. */
  async problemsOfChange(
    tx: Transaction,
    current: ComponentEntity,
    input: Partial<ComponentEntity>,
  ): Promise<FieldError[]> {
    const problems = await this.problemsOf(tx, input);
    const { baseModelId, kind } = input;
    if (baseModelId && (await standsAbove(tx, 'component', current.id, baseModelId))) {
      problems.push({ pointer: '/baseModelId', code: 'circular' });
    }
    if (
      kind &&
      !isModel(kind) &&
      isModel(current.kind) &&
      (await this.components.isBaseModel(tx, current.id))
    ) {
      problems.push({ pointer: '/kind', code: 'not-a-model' });
    }
    return problems;
  }

  /** Whether a provider is suspended; it stays as it is until the transaction ends. */
  async isSuspended(tx: Transaction, providerId: string | null): Promise<boolean> {
    return providerId !== null && (await this.providers.isSuspended(tx, providerId));
  }

  async #providerProblem(tx: Transaction, providerId: string): Promise<FieldError | null> {
    const pointer = '/providerId';
    const referable = await this.providers.referable(tx, providerId);
    if (referable === 'missing') return { pointer, code: 'unknown-reference' };
    return referable === 'retired' ? { pointer, code: 'retired-reference' } : null;
  }

  async #baseModelProblem(tx: Transaction, baseModelId: string): Promise<FieldError | null> {
    const pointer = '/baseModelId';
    const model = (await this.components.referable(tx, [baseModelId])).get(baseModelId);
    if (!model) return { pointer, code: 'unknown-reference' };
    if (model.retired) return { pointer, code: 'retired-reference' };
    return isModel(model.kind) ? null : { pointer, code: 'not-a-model' };
  }
}
