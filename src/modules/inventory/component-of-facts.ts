import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { refuseStale } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ComponentRepository } from './persistence/component.repository.js';

/** A fact of one component, such as a vulnerability or a scan. */
interface Fact {
  componentId: string;
  rowVersion: number;
}

/** The component that facts are recorded of; held until the transaction ends, so that nobody retires it in between. */
@Injectable()
export class ComponentOfFacts {
  constructor(
    private readonly components: ComponentRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it is retired; throws not-found */
  async isRetired(tx: Transaction, componentId: string): Promise<boolean> {
    const component = (await this.components.referable(tx, [componentId])).get(componentId);
    if (!component) throw notFound();
    return component.retired;
  }

  /** Facts are recorded of components in use alone. */
  async refuseRetired(tx: Transaction, componentId: string): Promise<void> {
    if (await this.isRetired(tx, componentId)) throw new DomainError('retired');
  }

  /** Components belong to the installation: their day is that of its home. */
  today(): string {
    return localDate(this.clock.now(), HOME_TIME_ZONE);
  }
}

/** The fact that was asked for, within its component. */
export function factOf<F extends Fact>(fact: F | null, componentId: string): F {
  if (fact?.componentId !== componentId) throw notFound();
  return fact;
}

/** The same under If-Match. */
export function currentFactOf<F extends Fact>(fact: F | null, componentId: string, rowVersion: number): F {
  const found = factOf(fact, componentId);
  refuseStale(found, rowVersion);
  return found;
}
