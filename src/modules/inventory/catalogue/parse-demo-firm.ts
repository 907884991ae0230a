import { ROLES, SIGNING_FUNCTIONS } from '../../../kernel/roles.js';
import * as codes from '../domain/codes.js';
import { isTimeZone } from '../../../kernel/time-zone.js';
import { isJurisdiction } from '../domain/formats.js';
import type { DemoLegalEntity, DemoPerson, DemoUseCase } from './demo-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';

const OWNERS = ['accountable', 'business', 'risk', 'compliance', 'technology'] as const;
const USE_CASE_MEMBERS = [
  ...['id', 'name', 'nameZhHant', 'description', 'legalEntities', 'scope', 'status', 'expectedTier'],
  ...['purposes', 'recipients', 'afterSalesOnly', 'clientsInteract', 'affectsClients', 'criticalOperation'],
  ...['dataClasses', 'humanOversight', 'developmentFlags', 'impact', 'toleranceHours', 'benefit', 'owners'],
];
const PEOPLES_ROLES = ROLES.filter((role) => role !== 'service');

export function parseLegalEntity(at: Placed): DemoLegalEntity {
  at.only('id', 'name', 'nameZhHant', 'kind', 'jurisdiction', 'timeZone', 'regulatorReference', 'parent');
  return {
    id: at.get('id').slug(),
    name: at.get('name').text(),
    nameZhHant: at.get('nameZhHant').text(),
    kind: at.get('kind').code(codes.LEGAL_ENTITY_KINDS),
    jurisdiction: at.get('jurisdiction').textThat(isJurisdiction, 'a country code'),
    timeZone: at.get('timeZone').textThat(isTimeZone, 'a time zone'),
    regulatorReference: at.get('regulatorReference').optional((text) => text.text()),
    parentId: at.get('parent').optional((id) => id.slug()),
  };
}

export function parsePerson(at: Placed): DemoPerson {
  at.only('id', 'role', 'name', 'nameZhHant', 'email', 'functions', 'locale');
  return {
    id: at.get('id').slug(),
    role: at.get('role').code(PEOPLES_ROLES),
    name: at.get('name').text(),
    nameZhHant: at.get('nameZhHant').text(),
    // A domain that the standards keep free for examples: nobody can receive what the demonstration sends.
    email: at.get('email').matching(/^[a-z.]+@example\.com$/, 'an address at example.com'),
    functions: codesIn(at.get('functions'), SIGNING_FUNCTIONS),
    locale: at.get('locale').code(['en', 'zh-Hant']),
  };
}

export function parseUseCase(at: Placed): DemoUseCase {
  at.only(...USE_CASE_MEMBERS);
  return {
    id: at.get('id').slug(),
    name: at.get('name').text(),
    nameZhHant: at.get('nameZhHant').text(),
    description: at.get('description').text(),
    legalEntityIds: at
      .get('legalEntities')
      .items()
      .map((id) => id.slug()),
    scope: parseScope(at.get('scope')),
    purposes: codesIn(at.get('purposes'), codes.PURPOSES),
    recipients: codesIn(at.get('recipients'), codes.RECIPIENTS),
    afterSalesOnly: at.get('afterSalesOnly').code(codes.YES_NO),
    clientsInteract: at.get('clientsInteract').code(codes.YES_NO),
    affectsClients: at.get('affectsClients').code(codes.YES_NO),
    criticalOperation: at.get('criticalOperation').code(codes.YES_NO),
    dataClasses: codesIn(at.get('dataClasses'), codes.DATA_CLASSES),
    humanOversight: at.get('humanOversight').code(codes.HUMAN_OVERSIGHT),
    developmentFlags: codesIn(at.get('developmentFlags'), codes.DEVELOPMENT_FLAGS),
    impact: {
      firm: at.get('impact').only('firm', 'clients').get('firm').code(codes.IMPACTS),
      clients: at.get('impact').get('clients').code(codes.IMPACTS),
    },
    toleranceHours: at.get('toleranceHours').count(),
    benefit: at.get('benefit').text(),
    owners: parseOwners(at.get('owners')),
    status: at.get('status').code(codes.USE_CASE_STATUSES),
    expectedTier: at.get('expectedTier').code(codes.TIERS),
  };
}

function parseScope(at: Placed): DemoUseCase['scope'] {
  at.only('decision', 'regulatedActivities', 'reason', 'decidedBy');
  return {
    decision: at.get('decision').code(codes.SCOPE_DECISIONS),
    regulatedActivities: at
      .get('regulatedActivities')
      .items()
      .map((activity) => activity.text()),
    reason: at.get('reason').text(),
    decidedBy: at.get('decidedBy').slug(),
  };
}

function parseOwners(at: Placed): DemoUseCase['owners'] {
  at.only(...OWNERS);
  return {
    accountable: at.get('accountable').slug(),
    business: at.get('business').slug(),
    risk: at.get('risk').slug(),
    compliance: at.get('compliance').slug(),
    technology: at.get('technology').slug(),
  };
}

function codesIn<T extends string>(list: Placed, known: readonly T[]): T[] {
  return list.items().map((code) => code.code(known));
}
