import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { type CatalogueProvider, loadCatalogue } from '../inventory/catalogue.public.js';
import {
  type FoundBy,
  type KnownProvider,
  KnownRecordRepository,
  ProviderService,
} from '../inventory/inventory.public.js';

/** A provider of the stack: there before, or registered now. */
export interface StackProvider extends KnownProvider {
  outcome: 'created' | 'found';
  foundBy: FoundBy | null;
}

/** Finds the providers that a stack needs, and registers those that are missing; each is reported once, in `among`. */
@Injectable()
export class ProviderFinder {
  constructor(
    private readonly known: KnownRecordRepository,
    private readonly providers: ProviderService,
  ) {}

  /** The provider of that name; a new one is taken for a third party until somebody says otherwise. */
  async named(tx: Transaction, name: string, among: StackProvider[]): Promise<StackProvider> {
    return (
      (await this.#there(tx, { name }, among)) ??
      (await this.#register(tx, { name, kind: 'third_party' }, among))
    );
  }

  /** A provider of the catalogue, with its ultimate parent where the catalogue knows it. */
  async ofCatalogue(tx: Transaction, catalogueId: string, among: StackProvider[]): Promise<StackProvider> {
    const provider = loadCatalogue().providers.get(catalogueId);
    if (!provider) throw new Error(`the catalogue was used unchecked: no provider "${catalogueId}"`);
    const there = await this.#there(tx, { name: provider.name, catalogueId }, among);
    if (there) return there;
    const parentId = parentOf(provider);
    const parent = parentId === null ? null : await this.ofCatalogue(tx, parentId, among);
    const { name, nameZhHant = null, kind } = provider;
    const input = {
      ...{ name, nameZhHant, kind, catalogueId },
      ...(parent ? { ultimateParentStatus: 'known', ultimateParentId: parent.id } : {}),
    };
    return this.#register(tx, input, among);
  }

  async #there(
    tx: Transaction,
    clues: { name: string; catalogueId?: string },
    among: StackProvider[],
  ): Promise<StackProvider | null> {
    const found = await this.known.providerLike(tx, clues);
    if (!found) return null;
    const { provider, foundBy } = found;
    return (
      among.find(({ id }) => id === provider.id) ?? report({ ...provider, outcome: 'found', foundBy }, among)
    );
  }

  async #register(
    tx: Transaction,
    input: { name: string; kind: string },
    among: StackProvider[],
  ): Promise<StackProvider> {
    const { id } = await this.providers.registerIn(tx, input);
    return report({ id, name: input.name, kind: input.kind, outcome: 'created', foundBy: null }, among);
  }
}

function report(provider: StackProvider, among: StackProvider[]): StackProvider {
  among.push(provider);
  return provider;
}

/** The ultimate parent that the catalogue knows; a provider that is its own has none above it. */
function parentOf(provider: CatalogueProvider): string | null {
  const fact = provider.facts.find(({ field }) => field === 'ultimateParent');
  return fact?.field === 'ultimateParent' && fact.value !== provider.id ? fact.value : null;
}
