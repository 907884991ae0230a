import { IdField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, QueryFlagField, SortField } from '../../../platform/http/query-fields.js';
import {
  DATA_CLASSES,
  DEVELOPMENT_FLAGS,
  HUMAN_OVERSIGHT,
  IMPACTS,
  PURPOSES,
  RECIPIENTS,
  SCOPE_DECISIONS,
  TIERS,
  USE_CASE_STATUSES,
  YES_NO,
} from '../domain/codes.js';
import { USE_CASE_SORTS } from '../persistence/use-case.read-model.js';

const OwnerFilter = (what: string): PropertyDecorator =>
  IdField({ description: `Only use cases with this ${what} owner.`, optional: true });

/** Lists of codes are filtered by one member that they must hold. */
export class UseCaseQuery extends PageQuery {
  @SortField(USE_CASE_SORTS)
  sort?: string;

  @FilterField(TIERS, 'tier')
  tier?: string;

  @FilterField(TIERS, 'lowest tier')
  lowestTier?: string;

  @QueryFlagField({ description: 'Only use cases whose tier is provisional, or is not.', optional: true })
  provisional?: boolean;

  @FilterField(YES_NO, 'high risk')
  highRisk?: string;

  @FilterField(USE_CASE_STATUSES, 'status')
  status?: string;

  @FilterField(PURPOSES, 'purpose, among others,')
  purposes?: string;

  @FilterField(RECIPIENTS, 'recipient, among others,')
  recipients?: string;

  @FilterField(DATA_CLASSES, 'data class, among others,')
  dataClasses?: string;

  @FilterField(DEVELOPMENT_FLAGS, 'development flag, among others,')
  developmentFlags?: string;

  @FilterField(HUMAN_OVERSIGHT, 'human oversight')
  humanOversight?: string;

  @FilterField(YES_NO, 'limitation to after-sales service')
  afterSalesOnly?: string;

  @FilterField(YES_NO, 'interaction with clients')
  clientsInteract?: string;

  @FilterField(YES_NO, 'effect on clients')
  affectsClients?: string;

  @FilterField(YES_NO, 'support of a critical operation')
  criticalOperation?: string;

  @FilterField(SCOPE_DECISIONS, 'scope decision')
  scopeDecision?: string;

  @FilterField(IMPACTS, 'impact on the firm')
  impactFirm?: string;

  @FilterField(IMPACTS, 'impact on clients')
  impactClients?: string;

  @IdField({ description: 'Only use cases of this legal entity.', optional: true })
  legalEntityId?: string;

  @OwnerFilter('accountable')
  accountableOwnerId?: string;

  @OwnerFilter('business')
  businessOwnerId?: string;

  @OwnerFilter('risk')
  riskOwnerId?: string;

  @OwnerFilter('compliance')
  complianceOwnerId?: string;

  @OwnerFilter('technology')
  technologyOwnerId?: string;
}
