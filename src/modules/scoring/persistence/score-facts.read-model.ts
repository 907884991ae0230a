import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { inOneSnapshot } from '../../../platform/database/one-snapshot.js';
import { POOL } from '../../../platform/tokens.js';
import { changedIds } from './changed-ids.js';
import type { ArrangementFact } from '../domain/arrangement-facts.js';
import { ARRANGEMENTS } from './arrangement.facts.js';
import { RECORDED_CONTROLS } from './recorded-control.facts.js';
import type { RecordedControl } from '../domain/recorded-controls.js';
import { camelCase } from '../domain/written-controls.js';
import { CONTROL_LIMITS } from './limit-control.facts.js';
import { ASSURANCE_ACTIVITIES, ASSURANCE_FAILURES } from './assurance-activity.facts.js';
import { CLAIMS } from './claim.facts.js';
import { WITHDRAWALS } from './withdrawal.facts.js';
import { CONTINGENCY_PLANS } from './plan.facts.js';
import { NOTICES } from './notice.facts.js';
import type { NoticeFact } from '../domain/notification-decisions.js';
import { DUE_DILIGENCES } from './due-diligence.facts.js';
import type { ActivityFact } from '../domain/assurance-activities.js';
import { type FailureFact, READ_KINDS } from '../domain/assurance-of-use.js';
import type { BesideFacts, WithdrawalFact } from '../domain/beside-the-graph.js';
import { CLAIMABLE_RULES, type ClaimFact } from '../domain/not-applicable.js';
import type { DiligenceFact } from '../domain/due-diligence.js';
import type { PlanFact } from '../domain/plan-control.js';
import type { ControlLimit } from '../domain/limit-control.js';
import { shareTexts } from '../domain/shared-texts.js';
import {
  hasChangedSince,
  type RegisterSnapshot,
  snapshotOf,
} from '../../../platform/database/register-snapshot.js';
import type { FactChanges } from '../domain/fact-index.js';
import { licenceClass, maliciousVersion, scanState } from '../../inventory/component-facts.public.js';
import type { YesNo } from '../engine/facts.js';
import type {
  FoundSource,
  ScoreComponentFact,
  ScoreFacts,
  ScoreProviderFact,
  ScoreRequirementFact,
  ScoreUseCaseFact,
  Source,
} from '../domain/score-facts.js';

export interface LoadedScoreFacts extends ScoreFacts, RegisterSnapshot {}
export interface ChangedScoreFacts extends FactChanges, RegisterSnapshot {}

/** Own changes are no reason to look again. */
const OWN = 'scores.keep';

const SOURCE = (alias: string): string =>
  `json_build_object('version', ${alias}.row_version, 'updatedAt', utc(${alias}.updated_at)) AS source`;

/** The statement for all records, or for those whose ids are $1. */
type Statement = (which: 'all' | 'some') => string;

const USE_CASES: Statement = (which) => `
  SELECT u.id, u.name, u.name_zh_hant AS "nameZhHant", u.tier, u.tier_provisional AS provisional, u.lowest_tier AS "lowestTier", u.status, u.recipients,
         u.clients_interact AS "clientsInteract", u.affects_clients AS "affectsClients",
         u.critical_operation AS "criticalOperation", u.data_classes AS "dataClasses", u.human_oversight AS "humanOversight",
         u.impact_firm AS "impactFirm",
         u.impact_clients AS "impactClients", u.tolerance_hours::float8 AS "toleranceHours",
         u.development_flags AS "developmentFlags",
         array_agg(l.legal_entity_id::text ORDER BY l.legal_entity_id) AS "legalEntityIds",
         array_agg(e.jurisdiction ORDER BY l.legal_entity_id) AS jurisdictions, ${SOURCE('u')}
    FROM use_case u JOIN use_case_legal_entity l ON l.use_case_id = u.id JOIN legal_entity e ON e.id = l.legal_entity_id
   WHERE u.retired_at IS NULL AND u.status <> 'retired' ${which === 'all' ? '' : 'AND u.id = ANY ($1::uuid[])'}
   GROUP BY u.id ORDER BY u.id`;

const PROVIDERS: Statement = (which) => `
  SELECT p.id, p.name, p.name_zh_hant AS "nameZhHant", p.kind, p.substitutability, p.status,
         p.ultimate_parent_status AS "ultimateParentStatus", p.ultimate_parent_id AS "ultimateParentId", p.viability, p.model_risk_framework AS "modelRiskFramework",
         ${SOURCE('p')}
    FROM provider p ${which === 'all' ? '' : 'WHERE p.id = ANY ($1::uuid[])'} ORDER BY p.id`;

const COMPONENTS: Statement = (which) => `
  SELECT c.id, c.name, c.name_zh_hant AS "nameZhHant", c.kind, c.provider_id AS "providerId", c.deployment, c.base_model_status AS "baseModelStatus",
         c.base_model_id AS "baseModelId", c.substitutability, c.status, c.retires_on::text AS "retiresOn",
         c.retired_at IS NOT NULL AS retired, c.release, c.pinning, c.transparency, c.provenance, c.maintenance, c.privilege,
         c.licence AS spdx,
         (SELECT json_build_object('scannedOn', s.scanned_on, 'result', s.result, 'tool', s.tool, 'record', s.id,
                   'version', s.row_version, 'updatedAt', utc(s.updated_at)) FROM component_scan s
           WHERE s.component_id = c.id AND s.retired_at IS NULL AND s.result = ANY ('{clean,findings,unknown}')
           ORDER BY s.scanned_on DESC, s.id DESC LIMIT 1) AS scanned,
         coalesce((SELECT json_agg(json_build_object('id', v.identifier, 'cvss', v.severity_score, 'epss', v.epss,
                     'knownExploited', v.known_exploited, 'malicious', v.malicious,
                     'vex', CASE WHEN v.remediated_on IS NULL THEN v.vex ELSE 'fixed' END,
                     'remediated', v.remediated_on IS NOT NULL, 'remediatedOn', v.remediated_on, 'foundOn', v.found_on, 'record', v.id,
                     'version', v.row_version, 'updatedAt', utc(v.updated_at)) ORDER BY v.identifier, v.id)
                     FROM component_vulnerability v WHERE v.component_id = c.id AND v.retired_at IS NULL), '[]')
           AS found,
         ${SOURCE('c')}
    FROM component c ${which === 'all' ? '' : 'WHERE c.id = ANY ($1::uuid[])'} ORDER BY c.id`;

/** Some: those whose ids are $1, and those of the use cases $2. */
const REQUIREMENTS: Statement = (which) => `
  SELECT r.id, coalesce(r.use_case_id, r.component_id) AS "of", r.required, r.effect,
         r.upstream_disclosed AS "upstreamDisclosed",
         coalesce(json_agg(json_build_object('rank', a.rank, 'componentId', a.component_id,
           'manualProcedure', a.manual_procedure, 'fallbackEvidence', a.fallback_evidence, 'testedOn', a.tested_on) ORDER BY a.rank) FILTER (WHERE a.rank IS NOT NULL), '[]') AS alternatives
    FROM requirement r LEFT JOIN requirement_alternative a ON a.requirement_id = r.id
    LEFT JOIN use_case u ON u.id = r.use_case_id
   WHERE r.retired_at IS NULL AND (r.use_case_id IS NULL OR (u.retired_at IS NULL AND u.status <> 'retired'))
         ${which === 'all' ? '' : 'AND (r.id = ANY ($1::uuid[]) OR r.use_case_id = ANY ($2::uuid[]))'}
   GROUP BY r.id ORDER BY r.id`;

/** Where something is recorded. */
interface Recorded extends Source {
  record: string;
}

interface Scan extends Recorded {
  scannedOn: string;
  result: string;
  tool: string;
}

interface Finding extends Recorded {
  id: string;
  cvss: number | null;
  epss: number | null;
  knownExploited: YesNo;
  malicious: YesNo;
  vex: string;
  remediated: boolean;
  remediatedOn: string | null;
  foundOn: string;
}

type ComponentRow = Omit<
  ScoreComponentFact,
  'scan' | 'maliciousVersion' | 'vulnerabilities' | 'licence' | 'source'
> & {
  source: Source;
  spdx: string | null;
  scanned: Scan | null;
  found: Finding[];
};

/** Everything that scores are made of, in one snapshot. */
@Injectable()
export class ScoreFactsReadModel {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** @param today YYYY-MM-DD; decides whether a scan is in date */
  load(today: string): Promise<LoadedScoreFacts> {
    return inOneSnapshot(this.pool, async (client) => {
      const [snapshot, beside, useCases, providers, components, requirements, arrangements] =
        await Promise.all([
          snapshotOf(client),
          besideTheGraph(client, today),
          useCaseFacts(client, null),
          rows<ScoreProviderFact>(client, PROVIDERS('all')),
          rows<ComponentRow>(client, COMPONENTS('all')),
          rows<ScoreRequirementFact>(client, REQUIREMENTS('all')),
          rows<ArrangementFact>(client, ARRANGEMENTS('all'), [today]),
        ]);
      const facts = components.map((row) => componentFact(row, today));
      const loaded = {
        ...{ ...snapshot, ...beside, useCases, providers, components: facts },
        ...{ requirements, arrangements },
      };
      shareTexts(loaded);
      return loaded;
    });
  }

  /**
   * What has changed since a snapshot was taken, scores themselves excepted; null when it is so much that all may as well
   * be loaded.
   */
  changesSince(seen: RegisterSnapshot, today: string): Promise<ChangedScoreFacts | null> {
    return inOneSnapshot(this.pool, async (client) => {
      const snapshot = await snapshotOf(client);
      const changed = await changedIds(client, seen, OWN);
      if (changed === null) return null;
      const { use_case: useCaseIds, provider: providerIds, component: componentIds } = changed;
      const [beside, useCases, providers, components, requirements, arrangements] = await Promise.all([
        besideTheGraph(client, today),
        useCaseFacts(client, useCaseIds),
        rows<ScoreProviderFact>(client, PROVIDERS('some'), [providerIds]),
        rows<ComponentRow>(client, COMPONENTS('some'), [componentIds]),
        rows<ScoreRequirementFact>(client, REQUIREMENTS('some'), [changed.requirement, useCaseIds]),
        rows<ArrangementFact>(client, ARRANGEMENTS('some'), [today, changed.arrangement]),
      ]);
      const facts = components.map((row) => componentFact(row, today));
      return {
        ...snapshot,
        ...beside,
        useCases: byId(useCaseIds, useCases),
        providers: byId(providerIds, providers),
        components: byId(componentIds, facts),
        // Those of a use case come and go with it.
        requirements: byId(changed.requirement, requirements),
        arrangements: byId(changed.arrangement, arrangements),
      };
    });
  }

  /** Whether anything but the scores themselves has changed since a snapshot was taken. */
  hasChangedSince(seen: RegisterSnapshot): Promise<boolean> {
    return hasChangedSince(this.pool, seen, OWN);
  }
}

const NO_ACTIVITIES: readonly ActivityFact[] = [];

/** @param ids null: of all */
async function useCaseFacts(client: PoolClient, ids: readonly string[] | null): Promise<ScoreUseCaseFact[]> {
  const which = ids === null ? 'all' : 'some';
  const some = ids === null ? [] : [ids];
  const [useCases, done] = await Promise.all([
    rows<Omit<ScoreUseCaseFact, 'activities'>>(client, USE_CASES(which), some),
    rows<{ useCaseId: string; activities: ActivityFact[] }>(client, ASSURANCE_ACTIVITIES(which), [
      READ_KINDS,
      ...some,
    ]),
  ]);
  const activities = new Map(done.map((one) => [one.useCaseId, one.activities]));
  return useCases.map((useCase) =>
    Object.assign(useCase, { activities: activities.get(useCase.id) ?? NO_ACTIVITIES }),
  );
}

/** What is recorded beside the graph, of which there is little: all of it is read each time. */
async function besideTheGraph(
  client: PoolClient,
  today: string,
): Promise<BesideFacts & Pick<ScoreFacts, 'limits'>> {
  const [limits, controls, plans, diligence, notices, failures, claims, withdrawals] = await Promise.all([
    rows<ControlLimit>(client, CONTROL_LIMITS, [today]),
    rows<RecordedControl>(client, RECORDED_CONTROLS, [today]),
    rows<PlanFact>(client, CONTINGENCY_PLANS),
    rows<DiligenceFact>(client, DUE_DILIGENCES, [today]),
    rows<NoticeFact>(client, NOTICES),
    rows<FailureFact>(client, ASSURANCE_FAILURES, [READ_KINDS]),
    rows<ClaimFact>(client, CLAIMS, [CLAIMABLE_RULES]),
    rows<WithdrawalFact>(client, WITHDRAWALS),
  ]);
  return {
    ...{ limits, controls: controls.map(asTheEngineNames), plans, diligence, notices },
    ...{ failures, claims, withdrawals },
  };
}

/** Controls have names of fields in the engine. */
function asTheEngineNames(control: RecordedControl): RecordedControl {
  return { ...control, control: camelCase(control.control) };
}

/** What was asked for, and what was found besides; null where it is not there any more. */
function byId<T extends { id: string }>(ids: readonly string[], found: readonly T[]): Map<string, T | null> {
  const changed = new Map<string, T | null>(ids.map((id) => [id, null]));
  for (const record of found) changed.set(record.id, record);
  return changed;
}

/** Field by field: a copy of the rest of a row would take several times the memory, and there may be a hundred thousand. */
function componentFact(row: ComponentRow, today: string): ScoreComponentFact {
  const { scanned, found, source, spdx } = row;
  return {
    id: row.id,
    name: row.name,
    nameZhHant: row.nameZhHant,
    kind: row.kind,
    providerId: row.providerId,
    deployment: row.deployment,
    baseModelStatus: row.baseModelStatus,
    baseModelId: row.baseModelId,
    substitutability: row.substitutability,
    status: row.status,
    retiresOn: row.retiresOn,
    retired: row.retired,
    release: row.release ?? null,
    pinning: row.pinning,
    transparency: row.transparency,
    provenance: row.provenance,
    maintenance: row.maintenance,
    privilege: row.privilege,
    source: { version: source.version, updatedAt: source.updatedAt, found: foundSources(scanned, found) },
    scan: scanState(scanned, found, today),
    maliciousVersion: maliciousVersion(found),
    vulnerabilities: found.map(({ id, cvss, epss, knownExploited, vex }) => ({
      id,
      cvss,
      epss,
      knownExploited,
      vex,
    })),
    licence: licenceClass(spdx),
  };
}

const NOTHING_FOUND: readonly FoundSource[] = [];

function foundSources(scan: Scan | null, findings: readonly Finding[]): readonly FoundSource[] {
  if (scan === null && findings.length === 0) return NOTHING_FOUND;
  const from = ({ record, version, updatedAt }: Recorded) => ({ id: record, version, updatedAt });
  return [
    ...(scan === null
      ? []
      : [
          {
            ...{ type: 'component_scan' as const, ...from(scan), name: scan.tool },
            ...{ observedOn: scan.scannedOn, malicious: 'no' as const },
          },
        ]),
    ...findings.map((finding) => ({
      ...{ type: 'component_vulnerability' as const, ...from(finding), name: finding.id },
      ...{ observedOn: finding.foundOn, malicious: finding.remediated ? ('no' as const) : finding.malicious },
    })),
  ];
}

async function rows<Row extends QueryResultRow>(
  client: PoolClient,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const result = await client.query<Row>(text, values);
  return result.rows;
}
