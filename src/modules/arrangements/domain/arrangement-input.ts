import type { ArrangementTerms, SubProcessor, TerritorySupport } from './arrangement.js';

/** What a request says of an arrangement: what may be left out of it may be left out of its lists too. */
export type ArrangementChange = Partial<
  Omit<ArrangementTerms, 'componentIds' | 'subProcessors' | 'territorySupport'>
> & {
  componentIds?: readonly string[];
  subProcessors?: readonly (Partial<SubProcessor> & Pick<SubProcessor, 'rank' | 'service'>)[];
  territorySupport?: readonly (Partial<TerritorySupport> & Pick<TerritorySupport, 'jurisdiction'>)[];
};
export type ArrangementInput = ArrangementChange &
  Pick<ArrangementTerms, 'reference' | 'kind' | 'startsOn'> & { legalEntityId: string };

const UNSTATED: Omit<ArrangementTerms, 'reference' | 'kind' | 'startsOn'> = {
  name: null,
  nameZhHant: null,
  providerId: null,
  componentIds: [],
  endsOn: null,
  noticeDaysFirm: null,
  noticeDaysProvider: null,
  autoRenews: 'unknown',
  renewalMonths: null,
  providerMayTerminate: 'unknown',
  governingLaw: null,
  annualCost: null,
  reliance: 'unknown',
  substitutability: 'unknown',
  reintegration: 'unknown',
  retention: 'unknown',
  trainingUse: 'unknown',
  chain: 'unknown',
  privacyTerms: 'unknown',
  auditRights: 'unknown',
  termsOfUse: 'unknown',
  ipBreachMaterial: 'unknown',
  privacyBreachMaterial: 'unknown',
  breachRationale: null,
  ipProtectiveMeasure: 'unknown',
  privacyProtectiveMeasure: 'unknown',
  protectiveMeasures: null,
  subProcessors: [],
  territorySupport: [],
  ownerId: null,
};

/** A new arrangement as it was sent; what it does not say is not known. */
export function termsOf({ legalEntityId: _whose, ...input }: ArrangementInput): ArrangementTerms {
  return {
    ...UNSTATED,
    ...statedBy(input),
    reference: input.reference,
    kind: input.kind,
    startsOn: input.startsOn,
  };
}

/** What a request says, with its lists in the form in which they are stored. */
export function statedBy(input: ArrangementChange): Partial<ArrangementTerms> {
  const { componentIds, subProcessors, territorySupport, ...rest } = input;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    ...(componentIds && { componentIds: [...componentIds].sort() }),
    ...(subProcessors && { subProcessors: subProcessors.map(subProcessor) }),
    ...(territorySupport && { territorySupport: territorySupport.map(territory) }),
  };
}

function subProcessor(one: NonNullable<ArrangementChange['subProcessors']>[number]): SubProcessor {
  const { rank, name = null, providerId = null, service, componentId = null } = one;
  const { jurisdiction = null, disclosedOn = null, source = null } = one;
  return { rank, name, providerId, service, componentId, jurisdiction, disclosedOn, source };
}

function territory(one: NonNullable<ArrangementChange['territorySupport']>[number]): TerritorySupport {
  const { jurisdiction, componentId = null, status = 'unknown', source = null, checkedOn = null } = one;
  return { jurisdiction, componentId, status, source, checkedOn };
}
