import type { UseCaseEntity } from './persistence/use-case.entity.js';
import { type ScopeDecision, UNDECIDED } from './domain/use-case-scope.js';
import type { TierInputs } from './domain/tier-reasons.js';

type Written =
  | ('name' | 'nameZhHant' | 'description' | 'benefit' | 'status' | 'toleranceHours')
  | ('scopeDecision' | 'scopeRegulatedActivities' | 'scopeReason' | 'scopeExpiresOn')
  | ('purposes' | 'recipients' | 'afterSalesOnly' | 'clientsInteract' | 'affectsClients')
  | ('criticalOperation' | 'dataClasses' | 'developmentFlags' | 'developerIds' | 'humanOversight')
  | ('impactFirm' | 'impactClients')
  | OwnerField;

export type OwnerField =
  'accountableOwnerId' | 'businessOwnerId' | 'riskOwnerId' | 'complianceOwnerId' | 'technologyOwnerId';

/** Owners as the register keeps them, with where the API has them. */
export const OWNER_POINTERS: Readonly<Record<OwnerField, string>> = {
  accountableOwnerId: '/owners/accountable',
  businessOwnerId: '/owners/business',
  riskOwnerId: '/owners/risk',
  complianceOwnerId: '/owners/compliance',
  technologyOwnerId: '/owners/technology',
};

/** What somebody may write of a use case, flat as it is stored; what is absent stays as it is, or unknown. */
export type UseCaseInput = Partial<Pick<UseCaseEntity, Written>> & { legalEntityIds?: readonly string[] };

/** A use case of which nothing was said; also the defaults of the table. */
export const NOTHING_SAID: ScopeDecision &
  Omit<TierInputs, 'designated'> &
  Pick<
    UseCaseEntity,
    'purposes' | 'recipients' | 'dataClasses' | 'developmentFlags' | 'developerIds' | 'designatedOn'
  > = {
  ...UNDECIDED,
  purposes: ['unknown'],
  recipients: ['unknown'],
  afterSalesOnly: 'unknown',
  clientsInteract: 'unknown',
  affectsClients: 'unknown',
  criticalOperation: 'unknown',
  dataClasses: ['unknown'],
  developmentFlags: [],
  developerIds: [],
  designatedOn: null,
};

/** An empty list of what must be stated says "unknown", and is stored as that. */
export function withoutEmptyLists(input: UseCaseInput): UseCaseInput {
  const tidy = { ...input };
  if (tidy.purposes?.length === 0) tidy.purposes = ['unknown'];
  if (tidy.recipients?.length === 0) tidy.recipients = ['unknown'];
  if (tidy.dataClasses?.length === 0) tidy.dataClasses = ['unknown'];
  return tidy;
}
