import { Injectable } from '@nestjs/common';
import { invalid } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import {
  loadCatalogue,
  type Prefill,
  type PrefilledField,
  prefillFor,
} from '../inventory/catalogue.public.js';
import {
  type ComponentInput,
  ComponentService,
  type FoundBy,
  type KnownComponent,
  KnownRecordRepository,
} from '../inventory/inventory.public.js';
import type { BuiltOfInput } from './built-of.js';
import { ProviderFinder, type StackProvider } from './provider-finder.js';

/** A component of the stack: there before, or registered now. */
export interface StackComponent extends Omit<KnownComponent, 'catalogueId'> {
  /** Its place in the request. */
  item: number;
  outcome: 'created' | 'found';
  foundBy: FoundBy | null;
  effect: string;
  /** Whether it is a model with open weights or code, by the catalogue. */
  isOpen: boolean;
  /** What was taken over from the catalogue, with its sources. */
  prefilled: readonly PrefilledField[];
  /** What is published about what it stands on; for the register to be completed with. */
  publishedUpstream: Prefill['upstream'];
}

export interface Stack {
  components: StackComponent[];
  providers: StackProvider[];
}

const OPEN_FORMS = ['open_source', 'open_weights'];

/** Turns what the intake names into components and providers: those that are there are used, the rest is registered. */
@Injectable()
export class StackBuilder {
  constructor(
    private readonly known: KnownRecordRepository,
    private readonly components: ComponentService,
    private readonly providers: ProviderFinder,
  ) {}

  /** One after the other, so that a later item finds what an earlier one registered. */
  async build(tx: Transaction, items: readonly BuiltOfInput[]): Promise<Stack> {
    const stack: Stack = { components: [], providers: [] };
    for (const [index, item] of items.entries()) {
      const component = await this.#component(tx, item, index, stack.providers);
      stack.components.push({ ...component, item: index, effect: item.effect ?? 'stops' });
    }
    return stack;
  }

  #component(
    tx: Transaction,
    item: BuiltOfInput,
    index: number,
    providers: StackProvider[],
  ): Promise<Omit<StackComponent, 'item' | 'effect'>> {
    if (item.componentId) return this.#byId(tx, item.componentId, index);
    if (item.catalogueEntryId) return this.#fromCatalogue(tx, item, index, providers);
    return this.#inWords(tx, item, providers);
  }

  async #byId(tx: Transaction, id: string, index: number) {
    const pointer = `/builtOf/${index}/componentId`;
    const component = await this.known.component(tx, id);
    if (!component) throw invalid({ pointer, code: 'unknown-reference' });
    if (component.retired) throw invalid({ pointer, code: 'retired-reference' });
    return found(component, 'id');
  }

  async #fromCatalogue(tx: Transaction, item: BuiltOfInput, index: number, providers: StackProvider[]) {
    const draft = prefillFor(item.catalogueEntryId ?? '', item.model);
    if (!draft) throw invalid({ pointer: `/builtOf/${index}/catalogueEntryId`, code: 'unknown-reference' });
    const name = item.name ?? (item.model ? `${item.model} (${draft.name})` : draft.name);
    const isWholeEntry = name === draft.name;
    const clues = isWholeEntry ? { name, purl: draft.purl, catalogueId: draft.catalogueId } : { name };
    const known = await this.known.componentLike(tx, clues);
    if (known) return { ...found(known.component, known.foundBy), publishedUpstream: draft.upstream };
    const provider = await this.providers.ofCatalogue(tx, draft.provider.id, providers);
    const made = await this.#register(tx, {
      ...{ name, kind: draft.kind, providerId: provider.id, catalogueId: draft.catalogueId },
      ...(isWholeEntry ? { nameZhHant: draft.nameZhHant } : {}),
      ...(draft.purl === undefined ? {} : { purl: draft.purl }),
      ...takenOver(draft.fields),
    });
    return {
      ...{ ...made, providerKind: provider.kind, isOpen: isOpen(draft.catalogueId, draft.kind) },
      prefilled: draft.fields.filter(({ record }) => record === 'component'),
      publishedUpstream: draft.upstream,
    };
  }

  async #inWords(tx: Transaction, item: BuiltOfInput, providers: StackProvider[]) {
    const { name = '', kind = '', providerName, purl } = item;
    const known = await this.known.componentLike(tx, { name, purl });
    if (known) return found(known.component, known.foundBy);
    const provider = providerName ? await this.providers.named(tx, providerName, providers) : null;
    const made = await this.#register(tx, {
      ...{ name, kind },
      ...(purl === undefined ? {} : { purl }),
      ...(provider ? { providerId: provider.id } : {}),
    });
    return {
      ...made,
      providerKind: provider?.kind ?? null,
      isOpen: false,
      prefilled: [],
      publishedUpstream: [],
    };
  }

  async #register(tx: Transaction, input: ComponentInput & { name: string; kind: string }) {
    const { id } = await this.components.registerIn(tx, input);
    return { id, name: input.name, kind: input.kind, outcome: 'created' as const, foundBy: null };
  }
}

function found({ catalogueId, ...component }: KnownComponent, foundBy: FoundBy) {
  return {
    ...{ id: component.id, name: component.name, kind: component.kind, providerKind: component.providerKind },
    ...{ outcome: 'found' as const, foundBy, isOpen: isOpen(catalogueId, component.kind) },
    ...{ prefilled: [], publishedUpstream: [] },
  };
}

function isOpen(catalogueId: string | null, kind: string): boolean {
  const entry = catalogueId === null ? undefined : loadCatalogue().entries.get(catalogueId);
  return kind === 'language_model' && entry !== undefined && OPEN_FORMS.includes(entry.form);
}

/** The fields of a component that the catalogue knows. */
function takenOver(fields: readonly PrefilledField[]): ComponentInput {
  const taken: ComponentInput = {};
  for (const prefilled of fields) {
    switch (prefilled.field) {
      case 'licence':
      case 'maintenance':
      case 'storageLocation':
      case 'processingLocation':
        taken[prefilled.field] = prefilled.value;
        break;
      case 'retiresOn':
        taken.retiresOn = prefilled.value;
        taken.retirementSource = prefilled.source.url;
        break;
    }
  }
  return taken;
}
