import { MAINTENANCE } from '../domain/codes.js';
import { isJurisdiction, isLicenceExpression, isPurl } from '../domain/formats.js';
import * as codes from './catalogue-codes.js';
import type { Fact, FactField, FactValues, Lifecycle, Provenance } from './catalogue-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';

const PROVENANCE_KEYS = ['source', 'asOf', 'dateInferred', 'confidence', 'note', 'noteZhHant'] as const;

export function parseProvenance(at: Placed): Provenance {
  return {
    source: at.get('source').slug(),
    asOf: at.get('asOf').datePossiblyUnknown(),
    ...parseTrust(at),
  };
}

/** The part of a provenance that events have too: they have a date of their own. */
export function parseTrust(at: Placed): Omit<Provenance, 'source' | 'asOf'> {
  return {
    dateInferred: at.get('dateInferred').optional((flag) => flag.flag()) ?? false,
    confidence: at.get('confidence').code(codes.CONFIDENCES),
    note: at.get('note').optional((note) => note.text()),
    noteZhHant: at.get('noteZhHant').optional((note) => note.text()),
  };
}

const READERS: { [F in FactField]: (value: Placed) => FactValues[F] } = {
  licence: (value) => value.textThat(isLicenceExpression, 'an SPDX expression'),
  trainingUse: (value) => value.code(codes.TRAINING_USES),
  retention: (value) => value.code(codes.RETENTIONS),
  territorySupport: (value) => ({
    jurisdiction: value
      .only('jurisdiction', 'status')
      .get('jurisdiction')
      .textThat(isJurisdiction, 'a country code'),
    status: value.get('status').code(codes.TERRITORY_STATUSES),
  }),
  ipCommitment: (value) => {
    value.only('name', 'risks', 'protection', 'conditions', 'exclusions');
    return {
      name: value.get('name').optional((name) => name.text()),
      risks: value
        .get('risks')
        .optional((risks) => risks.items().map((risk) => risk.code(codes.INDEMNITY_RISKS))),
      protection: value.get('protection').code(codes.PROTECTIONS),
      conditions: value
        .get('conditions')
        .items()
        .map((text) => text.text()),
      exclusions: value
        .get('exclusions')
        .items()
        .map((text) => text.text()),
    };
  },
  lifecycle: parseLifecycle,
  maintenance: (value) => value.code(MAINTENANCE),
  retiresOn: (value) => value.day(),
  lastCommitSeen: (value) => value.day(),
  telemetryDefault: (value) => ({
    state: value.only('state', 'turnOffWith').get('state').code(['enabled']),
    turnOffWith: value.get('turnOffWith').text(),
  }),
  latestListed: (value) => ({
    version: value.only('version', 'releasedIn', 'purl').get('version').text(),
    releasedIn: value.get('releasedIn').date(),
    purl: value.get('purl').optional((purl) => purl.textThat(isPurl, 'a package URL')),
  }),
  listingState: (value) => value.code(codes.LISTING_STATES),
  deploymentModes: (value) => value.items().map((mode) => mode.code(codes.DEPLOYMENT_MODES)),
  storageLocation: parseLocation,
  processingLocation: parseLocation,
  serverVersion: (value) => ({
    version: value.only('version', 'requires').get('version').text(),
    requires: value.get('requires').text(),
  }),
  ultimateParent: (value) => value.slug(),
  designation: (value) => ({
    scheme: value.only('scheme', 'legalName').get('scheme').code(codes.DESIGNATION_SCHEMES),
    legalName: value.get('legalName').text(),
  }),
};
const FIELDS = Object.keys(READERS) as FactField[];

/** Reads one fact; its value has the shape that its field asks for. */
export function parseFact(at: Placed): Fact {
  at.only('field', 'value', 'appliesTo', ...PROVENANCE_KEYS);
  const field = at.get('field').code(FIELDS);
  return {
    field,
    value: READERS[field](at.get('value')),
    appliesTo: at.get('appliesTo').optional((text) => text.text()),
    ...parseProvenance(at),
  } as Fact;
}

function parseLocation(value: Placed): string {
  const chosen = codes.CHOSEN_PLACES.find((place) => place === value.value);
  return chosen ?? value.textThat(isJurisdiction, 'a country code or a place that the customer chooses');
}

const LIFECYCLE_COUNTS = [
  'noticeDays',
  'noticeDaysVariants',
  'noticeDaysPreview',
  'minimumMonths',
  'extraMonthsForExistingCustomers',
  'legacyMonths',
  'legacyDaysShort',
  'closedToNewUsersMonthsBefore',
] as const satisfies (keyof Lifecycle)[];

function parseLifecycle(value: Placed): Lifecycle {
  value.only(...LIFECYCLE_COUNTS, 'machineReadable', 'stages');
  const counts: Partial<Record<(typeof LIFECYCLE_COUNTS)[number], number>> = {};
  for (const name of LIFECYCLE_COUNTS) {
    if (!value.get(name).absent) counts[name] = value.get(name).count(1);
  }
  return {
    ...counts,
    machineReadable: value.get('machineReadable').optional((text) => text.text()),
    stages: value
      .get('stages')
      .optional((stages) => stages.items().map((stage) => stage.code(codes.LIFECYCLE_STAGES))),
  };
}
