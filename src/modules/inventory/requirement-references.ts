import { Injectable } from '@nestjs/common';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { Clock, localDate } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { type AlternativeInput, alternativeProblems } from './domain/alternative.js';
import { seesAny } from '../../kernel/entity-scope.js';
import { ComponentRepository } from './persistence/component.repository.js';
import {
  type Dependent,
  RequirementDependentRepository,
} from './persistence/requirement-dependent.repository.js';

/** What a requirement refers to: whose it is, and its alternatives. */
@Injectable()
export class RequirementReferences {
  constructor(
    private readonly dependents: RequirementDependentRepository,
    private readonly components: ComponentRepository,
    private readonly clock: Clock,
  ) {}

  /** Whose requirement it is; null where it is not there for the actor. */
  async visibleDependent(
    tx: Transaction,
    type: 'use_case' | 'component',
    id: string,
  ): Promise<Dependent | null> {
    const dependent = await this.dependents.find(tx, type, id);
    if (type === 'component' || dependent === null) return dependent;
    return seesAny(tx.context.actor.scope, dependent.legalEntityIds) ? dependent : null;
  }

  /** What is wrong with alternatives as they were sent. */
  async problemsOf(
    tx: Transaction,
    inputs: readonly AlternativeInput[],
    dependentId: string,
    dependent: Dependent,
  ): Promise<FieldError[]> {
    const problems = alternativeProblems(inputs, dependentId, this.#today(dependent));
    return [...problems, ...(await this.retiredOf(tx, inputs))];
  }

  /** Alternatives whose component is not there, or retired. */
  async retiredOf(tx: Transaction, inputs: readonly AlternativeInput[]): Promise<FieldError[]> {
    const ids = inputs.map(({ componentId }) => componentId).filter((id) => typeof id === 'string');
    if (ids.length === 0) return [];
    const found = await this.components.referable(tx, ids);
    return inputs.flatMap(({ componentId }, index) => {
      if (!componentId) return [];
      const pointer = `/alternatives/${index}/componentId`;
      const component = found.get(componentId);
      if (!component) return [{ pointer, code: 'unknown-reference' }];
      return component.retired ? [{ pointer, code: 'retired-reference' }] : [];
    });
  }

  /** The day that it is where the dependent is; among several places, where it is latest. */
  #today({ timeZones }: Dependent): string {
    const zones = timeZones.length > 0 ? timeZones : [HOME_TIME_ZONE];
    const days = zones.map((zone) => localDate(this.clock.now(), zone)).sort();
    return days[days.length - 1] as string;
  }
}
