import { COMPONENT_KINDS, PROVIDER_KINDS, YES_NO } from '../domain/codes.js';
import { isHttpsUrl, isPurl } from '../domain/formats.js';
import * as codes from './catalogue-codes.js';
import type {
  Catalogue,
  CatalogueEntry,
  CatalogueEvent,
  CatalogueProvider,
  Designation,
  Source,
  Upstream,
  UpstreamLink,
} from './catalogue-types.js';
import { parseFact, parseProvenance, parseTrust } from './parse-facts.js';
import { type Placed, refuseDuplicates } from '../../../platform/data-file/placed.js';

/** Reads the whole file and checks each record by itself; what records say of one another is `checkCatalogue`'s. */
export function parseCatalogue(file: Placed): Catalogue {
  file.only('compiledOn', 'sources', 'providers', 'upstreams', 'designations', 'entries');
  return {
    compiledOn: file.get('compiledOn').day(),
    sources: keyed(file.get('sources'), parseSource),
    providers: keyed(file.get('providers'), parseProvider),
    upstreams: keyed(file.get('upstreams'), parseUpstream),
    designations: file.get('designations').items().map(parseDesignation),
    entries: keyed(file.get('entries'), parseEntry),
  };
}

function keyed<T extends { readonly id: string }>(list: Placed, read: (at: Placed) => T): Map<string, T> {
  const records = list.items().map(read);
  refuseDuplicates(records, list);
  return new Map(records.map((record) => [record.id, record]));
}

function parseSource(at: Placed): Source {
  at.only('id', 'title', 'url', 'published', 'dateInferred', 'revision');
  return {
    id: at.get('id').slug(),
    title: at.get('title').text(),
    url: at.get('url').textThat(isHttpsUrl, 'an https address'),
    published: at.get('published').datePossiblyUnknown(),
    dateInferred: at.get('dateInferred').optional((flag) => flag.flag()) ?? false,
    revision: at.get('revision').optional((text) => text.matching(/^[0-9a-f]{7,40}$/, 'a commit')),
  };
}

function names(at: Placed): { id: string; name: string; nameZhHant?: string } {
  return {
    id: at.get('id').slug(),
    name: at.get('name').text(),
    nameZhHant: at.get('nameZhHant').optional((name) => name.text()),
  };
}

function parseProvider(at: Placed): CatalogueProvider {
  at.only('id', 'name', 'nameZhHant', 'kind', 'facts');
  return {
    ...names(at),
    kind: at.get('kind').code(PROVIDER_KINDS),
    facts: at.get('facts').items().map(parseFact),
  };
}

function parseUpstream(at: Placed): Upstream {
  at.only('id', 'name', 'nameZhHant', 'provider', 'kind');
  return {
    ...names(at),
    provider: at.get('provider').slug(),
    kind: at.get('kind').optional((kind) => kind.code(COMPONENT_KINDS)),
  };
}

function parseDesignation(at: Placed): Designation {
  at.only('scheme', 'legalNames', 'source', 'asOf', 'dateInferred', 'confidence');
  return {
    ...parseProvenance(at),
    scheme: at.get('scheme').code(codes.DESIGNATION_SCHEMES),
    legalNames: at
      .get('legalNames')
      .items()
      .map((name) => name.text()),
  };
}

function parseEntry(at: Placed): CatalogueEntry {
  at.only('id', 'name', 'nameZhHant', 'kind', 'form', 'provider', 'purls', 'upstream', 'facts', 'events');
  return {
    id: at.get('id').slug(),
    name: at.get('name').text(),
    nameZhHant: at.get('nameZhHant').text(),
    kind: at.get('kind').code(COMPONENT_KINDS),
    form: at.get('form').code(codes.FORMS),
    provider: at.get('provider').slug(),
    purls: purlsOf(at.get('purls')),
    upstream: at.get('upstream').items().map(parseLink),
    facts: at.get('facts').items().map(parseFact),
    events: at.get('events').items().map(parseEvent),
  };
}

function purlsOf(list: Placed): string[] {
  return list.items().map((purl) => purl.textThat(isPurl, 'a package URL'));
}

function parseLink(at: Placed): UpstreamLink {
  at.only('entry', 'upstream', 'role', 'source', 'asOf', 'dateInferred', 'confidence', 'note', 'noteZhHant');
  const type = at.get('entry').absent ? 'upstream' : 'entry';
  if (type === 'entry' && !at.get('upstream').absent)
    at.fail('names an entry and an upstream; one of them is meant');
  return {
    ...parseProvenance(at),
    to: { type, id: at.get(type).slug() },
    role: at.get('role').code(codes.UPSTREAM_ROLES),
  };
}

const EVENT_KEYS = [
  'on',
  'code',
  'appliesTo',
  'through',
  'vulnerabilities',
  'affectedPurls',
  'source',
  'also',
];

function parseEvent(at: Placed): CatalogueEvent {
  at.only(...EVENT_KEYS, 'dateInferred', 'confidence', 'note', 'noteZhHant');
  return {
    ...parseTrust(at),
    on: at.get('on').date(),
    code: at.get('code').code(codes.EVENT_CODES),
    source: at.get('source').slug(),
    also: at
      .get('also')
      .items()
      .map((source) => source.slug()),
    appliesTo: at.get('appliesTo').optional((text) => text.text()),
    through: at.get('through').optional((entry) => entry.slug()),
    affectedPurls: purlsOf(at.get('affectedPurls')),
    vulnerabilities: at
      .get('vulnerabilities')
      .items()
      .map((item) => ({
        id: item
          .only('id', 'cvss', 'knownExploited', 'fixedIn')
          .get('id')
          .matching(/^CVE-\d{4}-\d{4,}$/, 'a CVE'),
        cvss: item.get('cvss').optional(parseCvss),
        knownExploited: item.get('knownExploited').optional((code) => code.code(YES_NO)) ?? 'unknown',
        fixedIn: item.get('fixedIn').optional((text) => text.text()),
      })),
  };
}

function parseCvss(at: Placed): number {
  const score = at.value;
  return typeof score === 'number' && score >= 0 && score <= 10
    ? score
    : at.fail('must be a score from 0 to 10');
}
