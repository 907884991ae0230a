import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { RecordReferences, type ReferableEntity } from '../inventory/inventory.public.js';
import { personProblems } from '../inventory/person-references.public.js';
import type { ArrangementTerms } from './domain/arrangement.js';

/** What a request names of an arrangement; what it leaves out stands as it is, whatever became of it. */
export type Named = Partial<
  Pick<ArrangementTerms, 'providerId' | 'componentIds' | 'subProcessors' | 'territorySupport' | 'ownerId'>
>;

/** Whose an arrangement is and whom and what it names: all must be there, in use, and for the actor to see. */
@Injectable()
export class ArrangementReferences {
  constructor(private readonly records: RecordReferences) {}

  /** Null where it is not there for the actor. */
  async visibleEntity(tx: Transaction, id: string): Promise<ReferableEntity | null> {
    return sees(tx.context.actor.scope, id) ? this.records.legalEntity(tx, id) : null;
  }

  /**
   * What is wrong with the references given.
   * @param held what the arrangement names already: that may have been retired since, and stays
   */
  async problemsOf(tx: Transaction, given: Named, held: Named): Promise<FieldError[]> {
    const providers = namedProviders(given);
    const components = (given.componentIds ?? []).map((id, i) => ({ pointer: `/componentIds/${i}`, id }));
    const heldProviders = new Set(namedProviders(held).map(({ id }) => id));
    const heldComponents = new Set(held.componentIds);
    const [foundProviders, foundComponents, people] = await Promise.all([
      this.records.providers(tx, idsOf(providers)),
      this.records.components(tx, idsOf(components)),
      personProblems(tx, given.ownerId ? [{ pointer: '/ownerId', id: given.ownerId }] : []),
    ]);
    return [
      ...providers.flatMap((one) => problemOf(one, foundProviders, heldProviders)),
      ...components.flatMap((one) => problemOf(one, foundComponents, heldComponents)),
      ...people,
    ];
  }
}

interface Pointed {
  pointer: string;
  id: string;
}

function namedProviders({ providerId, subProcessors = [] }: Named): Pointed[] {
  return [
    ...(providerId ? [{ pointer: '/providerId', id: providerId }] : []),
    ...subProcessors.flatMap(({ providerId: id }, i) =>
      id ? [{ pointer: `/subProcessors/${i}/providerId`, id }] : [],
    ),
  ];
}

function idsOf(pointed: readonly Pointed[]): string[] {
  return [...new Set(pointed.map(({ id }) => id))];
}

function problemOf(
  { pointer, id }: Pointed,
  found: ReadonlyMap<string, { retired: boolean }>,
  held: ReadonlySet<string>,
): FieldError[] {
  const record = found.get(id);
  if (record === undefined) return [{ pointer, code: 'unknown-reference' }];
  return record.retired && !held.has(id) ? [{ pointer, code: 'retired-reference' }] : [];
}
