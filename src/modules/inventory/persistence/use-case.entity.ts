import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataClass, Purpose, Recipient, Tier, TierReason, YesNo } from '../domain/tier-reasons.js';

/** PostgreSQL gives decimals as text, so that no digit is lost; hours with two decimals are exact as numbers. */
const asNumber = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

@Entity({ name: 'use_case', schema: 'public' })
export class UseCaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text', { name: 'scope_decision' })
  scopeDecision!: string;

  @Column('text', { name: 'scope_regulated_activities', array: true })
  scopeRegulatedActivities!: string[];

  @Column('text', { name: 'scope_reason', nullable: true })
  scopeReason!: string | null;

  @Column('uuid', { name: 'scope_decided_by', nullable: true })
  scopeDecidedBy!: string | null;

  @Column('date', { name: 'scope_decided_on', nullable: true })
  scopeDecidedOn!: string | null;

  @Column('date', { name: 'scope_expires_on', nullable: true })
  scopeExpiresOn!: string | null;

  @Column('text', { array: true })
  purposes!: Purpose[];

  @Column('text', { array: true })
  recipients!: Recipient[];

  @Column('text', { name: 'after_sales_only' })
  afterSalesOnly!: YesNo;

  @Column('text', { name: 'clients_interact' })
  clientsInteract!: YesNo;

  @Column('text', { name: 'affects_clients' })
  affectsClients!: YesNo;

  @Column('text', { name: 'critical_operation' })
  criticalOperation!: YesNo;

  @Column('uuid', { name: 'designated_by', nullable: true })
  designatedBy!: string | null;

  @Column('text', { name: 'designated_reason', nullable: true })
  designatedReason!: string | null;

  @Column('date', { name: 'designated_on', nullable: true })
  designatedOn!: string | null;

  @Column('text', { name: 'development_flags', array: true })
  developmentFlags!: string[];

  @Column('uuid', { name: 'developer_ids', array: true })
  developerIds!: string[];

  @Column('text', { name: 'human_oversight' })
  humanOversight!: string;

  @Column('text', { name: 'data_classes', array: true })
  dataClasses!: DataClass[];

  @Column('text', { name: 'impact_firm' })
  impactFirm!: string;

  @Column('text', { name: 'impact_clients' })
  impactClients!: string;

  @Column('numeric', {
    name: 'tolerance_hours',
    precision: 8,
    scale: 2,
    nullable: true,
    transformer: asNumber,
  })
  toleranceHours!: number | null;

  @Column('text', { nullable: true })
  benefit!: string | null;

  @Column('uuid', { name: 'accountable_owner_id', nullable: true })
  accountableOwnerId!: string | null;

  @Column('uuid', { name: 'business_owner_id', nullable: true })
  businessOwnerId!: string | null;

  @Column('uuid', { name: 'risk_owner_id', nullable: true })
  riskOwnerId!: string | null;

  @Column('uuid', { name: 'compliance_owner_id', nullable: true })
  complianceOwnerId!: string | null;

  @Column('uuid', { name: 'technology_owner_id', nullable: true })
  technologyOwnerId!: string | null;

  @Column('text')
  status!: string;

  /** YYYY-MM-DD; null: since before it was recorded. */
  @Column('date', { name: 'status_since', nullable: true })
  statusSince!: string | null;

  @Column('text')
  tier!: Tier;

  @Column('text', { name: 'lowest_tier' })
  lowestTier!: Tier;

  @Column('boolean', { name: 'tier_provisional' })
  tierProvisional!: boolean;

  @Column('jsonb', { name: 'tier_reasons' })
  tierReasons!: readonly TierReason[];

  @Column('text', { name: 'high_risk' })
  highRisk!: YesNo;

  @Column('jsonb', { name: 'high_risk_reasons' })
  highRiskReasons!: readonly TierReason[];

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** Who registered or changed it since the last decision; none of them gives it the next one. */
  @Column('text', { name: 'prepared_by', array: true })
  preparedBy!: string[];

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
