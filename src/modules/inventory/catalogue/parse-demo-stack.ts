import { isModel } from '../domain/component-rules.js';
import * as codes from '../domain/codes.js';
import { isJurisdiction, isPurl } from '../domain/formats.js';
import type { Catalogue, CatalogueEntry, Upstream } from './catalogue-types.js';
import type { DemoComponent, DemoProvider } from './demo-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';
import { type PrefilledField, prefillFor } from './prefill.js';
import { purlKey } from './purl-key.js';

/** Kinds that are built on a model; of every other kind it is certain that there is none. */

/** A provider of the catalogue, with the parent that the catalogue knows and the firm's view of it. */
export function parseDemoProvider(at: Placed, catalogue: Catalogue): DemoProvider {
  at.only('id', 'identifiable', 'substitutability', 'viability', 'modelRiskFramework', 'status');
  const provider = catalogue.providers.get(at.get('id').slug());
  if (!provider) return at.get('id').fail(`"${String(at.get('id').value)}" is no provider of the catalogue`);
  const parent = provider.facts.find((fact) => fact.field === 'ultimateParent')?.value;
  return {
    id: provider.id,
    name: provider.name,
    nameZhHant: provider.nameZhHant,
    kind: provider.kind,
    identifiable: unknownUnless(at.get('identifiable'), codes.YES_NO),
    substitutability: unknownUnless(at.get('substitutability'), codes.SUBSTITUTABILITY),
    viability: unknownUnless(at.get('viability'), codes.VIABILITY),
    modelRiskFramework: unknownUnless(at.get('modelRiskFramework'), codes.MODEL_RISK_FRAMEWORK),
    ultimateParentStatus: parent === undefined ? 'unknown' : 'known',
    ultimateParentId: parent,
    status: at.get('status').code(codes.PROVIDER_STATUSES),
  };
}

const COMPONENT_MEMBERS = [
  ...[
    'id',
    'entry',
    'upstream',
    'appliesTo',
    'name',
    'nameZhHant',
    'baseModel',
    'version',
    'pinning',
    'purl',
    'status',
  ],
  ...['deployment', 'storageLocation', 'processingLocation', 'provenance', 'transparency'],
  ...['privilege', 'substitutability'],
];

/** A thing of the catalogue as the firm uses it: what the catalogue knows, and what the firm decided. */
export function parseDemoComponent(at: Placed, catalogue: Catalogue): DemoComponent {
  at.only(...COMPONENT_MEMBERS);
  const thing = thingOf(at, catalogue);
  const known = 'facts' in thing ? takenOver(thing.id, at, catalogue) : {};
  const kind = thing.kind ?? at.fail(`"${thing.id}" has no kind of the register`);
  const baseModelId = at.get('baseModel').optional((id) => id.slug());
  return {
    id: at.get('id').slug(),
    catalogueId: thing.id,
    name: at.get('name').optional((name) => name.text()) ?? thing.name,
    nameZhHant: at.get('nameZhHant').optional((name) => name.text()) ?? thing.nameZhHant,
    kind,
    providerId: thing.provider,
    version: at.get('version').optional((text) => text.text()),
    purl: purlOf(at.get('purl'), thing),
    baseModelStatus: baseModelId ? 'known' : isModel(kind) ? 'unknown' : 'none',
    baseModelId,
    licence: known.licence?.value,
    retiresOn: known.retiresOn?.value,
    retirementSource: known.retiresOn?.source.url,
    maintenance: known.maintenance?.value ?? 'unknown',
    sources: Object.fromEntries(Object.values(known).map((field) => [field.field, field.source.id])),
    ...parseOwnWay(at),
  };
}

function parseOwnWay(at: Placed) {
  return {
    pinning: unknownUnless(at.get('pinning'), codes.PINNING),
    deployment: unknownUnless(at.get('deployment'), codes.DEPLOYMENTS),
    storageLocation: at
      .get('storageLocation')
      .optional((place) => place.textThat(isJurisdiction, 'a country code')),
    processingLocation: at
      .get('processingLocation')
      .optional((place) => place.textThat(isJurisdiction, 'a country code')),
    provenance: unknownUnless(at.get('provenance'), codes.PROVENANCE),
    transparency: unknownUnless(at.get('transparency'), codes.TRANSPARENCY),
    privilege: unknownUnless(at.get('privilege'), codes.PRIVILEGE),
    substitutability: unknownUnless(at.get('substitutability'), codes.SUBSTITUTABILITY),
    status: at.get('status').code(codes.COMPONENT_STATUSES),
  };
}

function thingOf(at: Placed, catalogue: Catalogue): CatalogueEntry | Upstream {
  const type = at.get('entry').absent ? 'upstream' : 'entry';
  const id = at.get(type).slug();
  const thing = (type === 'entry' ? catalogue.entries : catalogue.upstreams).get(id);
  return thing ?? at.get(type).fail(`"${id}" is not in the catalogue`);
}

type Known = { [F in 'licence' | 'retiresOn' | 'maintenance']?: Extract<PrefilledField, { field: F }> };

function takenOver(entryId: string, at: Placed, catalogue: Catalogue): Known {
  const appliesTo = at.get('appliesTo').optional((text) => text.text());
  const known: Known = {};
  for (const field of prefillFor(entryId, appliesTo, catalogue)?.fields ?? []) {
    if (field.field === 'licence') known.licence = field;
    if (field.field === 'retiresOn') known.retiresOn = field;
    if (field.field === 'maintenance') known.maintenance = field;
  }
  return known;
}

/** The package that the firm says it runs, which must be one of the entry's. */
function purlOf(at: Placed, thing: CatalogueEntry | Upstream): string | undefined {
  const own = 'purls' in thing ? thing.purls : [];
  const named = at.optional((purl) => purl.textThat(isPurl, 'a package URL'));
  if (named !== undefined && !own.some((purl) => purlKey(purl) === purlKey(named))) {
    at.fail(`"${named}" is no package of "${thing.id}"`);
  }
  return named;
}

function unknownUnless<T extends string>(at: Placed, known: readonly (T | 'unknown')[]): T | 'unknown' {
  return at.optional((code) => code.code(known)) ?? 'unknown';
}
