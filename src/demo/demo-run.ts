import type { Type } from '@nestjs/common';
import type { RequestContext } from '../kernel/actor.js';
import { localDate } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { type Permission, permissionsOf } from '../kernel/roles.js';
import { HOME_TIME_ZONE } from '../kernel/time-zone.js';
import { loadCatalogue } from '../modules/inventory/catalogue.public.js';
import type { Demo } from '../modules/inventory/inventory.public.js';
import { Placed } from '../platform/data-file/placed.js';
import type { Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Answer } from '../platform/http/answer.js';
import { createValidationPipe } from '../platform/http/validation.js';
import type { DemoIds } from './demo-ids.js';
import { type Meanings, valueOf } from './demo-value.js';

/** A record that a command made or changed. */
export interface Made {
  id: string;
  rowVersion: number;
}

const pipe = createValidationPipe();

/**
 * One making of the demonstration. Its records are requests, as people send them: they are read by the shapes of the contract,
 * and carried out by the commands behind it in the name of whom the data says, all within one transaction.
 */
export class DemoRun {
  readonly #meanings: Meanings;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tx: Transaction,
    private readonly people: Demo['people'],
    readonly ids: DemoIds,
    now: Date,
  ) {
    const today = localDate(now, HOME_TIME_ZONE);
    this.#meanings = { ids, today, now, catalogue: loadCatalogue() };
  }

  /**
   * The request that a record stands for.
   * @param own members of the record that are no part of it
   * @throws DataFileError where the contract would refuse it
   */
  async request<T extends object>(at: Placed, shape: Type<T>, ...own: string[]): Promise<T> {
    const members = Object.entries(at.value as object).filter(([member]) => !own.includes(member));
    const body = valueOf(new Placed(at.file, at.place, Object.fromEntries(members)), this.#meanings);
    return this.#at(at, async () => (await pipe.transform(body, { type: 'body', metatype: shape })) as T);
  }

  /**
   * Carries a command out in the name of somebody.
   * @param may the permission that its route asks for
   * @param by the place that names the person
   */
  async command(
    at: Placed,
    may: Permission,
    command: (context: RequestContext) => Promise<Answer>,
    by = at.get('by'),
  ): Promise<Made> {
    const context = this.#contextOf(by);
    if (!context.actor.permissions.has(may)) by.fail(`may not do this: ${may}`);
    const { body, headers } = await this.#at(at, () => command(context));
    const { id } = JSON.parse(body ?? '{}') as { id: string };
    return { id, rowVersion: Number(headers.etag?.replaceAll('"', '')) };
  }

  #contextOf(by: Placed): RequestContext {
    const name = by.slug();
    const person = this.people.find(({ id }) => id === name) ?? by.fail(`"${name}" is nobody here`);
    const id = this.ids.of('person', person.id);
    const roles = [person.role];
    const rights = { roles, permissions: permissionsOf(roles), functions: person.functions };
    return this.unitOfWork.joining(this.tx, {
      actor: { type: 'person', id, name: person.name, personId: id, ...rights, scope: { all: true } },
      requestId: 'demo',
      locale: person.locale,
    });
  }

  /** What is refused is wrong in the data: the message says where. */
  async #at<T>(at: Placed, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
      const places = error.errors.map(
        ({ pointer, code, params }) => `${pointer} ${code} ${JSON.stringify(params ?? {})}`,
      );
      return at.fail([`is refused (${error.code})`, ...places].join('; '));
    }
  }
}
