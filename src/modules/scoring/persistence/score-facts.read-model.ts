import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { POOL } from '../../../platform/tokens.js';
import { hasChangedSince, type RegisterSnapshot, SNAPSHOT } from './register-snapshot.js';
import { licenceClass, maliciousVersion, scanState } from '../../inventory/component-facts.public.js';
import type { YesNo } from '../engine/facts.js';
import type {
  ScoreComponentFact,
  ScoreFacts,
  ScoreProviderFact,
  ScoreUseCaseFact,
} from '../domain/score-all.js';

export interface LoadedScoreFacts extends ScoreFacts, RegisterSnapshot {}

/** Own changes are no reason to look again. */
const OWN = 'scores.keep';

const SOURCE = (alias: string): string =>
  `json_build_object('version', ${alias}.row_version, 'updatedAt', utc(${alias}.updated_at)) AS source`;

const USE_CASES = `
  SELECT u.id, u.name, u.tier, u.tier_provisional AS provisional, u.lowest_tier AS "lowestTier", u.status, u.recipients,
         u.clients_interact AS "clientsInteract", u.affects_clients AS "affectsClients",
         u.critical_operation AS "criticalOperation", u.data_classes AS "dataClasses", u.impact_firm AS "impactFirm",
         u.impact_clients AS "impactClients", u.tolerance_hours::float8 AS "toleranceHours",
         array_agg(l.legal_entity_id::text ORDER BY l.legal_entity_id) AS "legalEntityIds", ${SOURCE('u')}
    FROM use_case u JOIN use_case_legal_entity l ON l.use_case_id = u.id
   WHERE u.retired_at IS NULL AND u.status <> 'retired'
   GROUP BY u.id ORDER BY u.id`;

const PROVIDERS = `
  SELECT p.id, p.name, p.kind, p.substitutability, p.ultimate_parent_status AS "ultimateParentStatus",
         p.ultimate_parent_id AS "ultimateParentId", p.viability, p.model_risk_framework AS "modelRiskFramework",
         ${SOURCE('p')}
    FROM provider p ORDER BY p.id`;

const COMPONENTS = `
  SELECT c.id, c.name, c.kind, c.provider_id AS "providerId", c.deployment, c.base_model_status AS "baseModelStatus",
         c.base_model_id AS "baseModelId", c.substitutability, c.status, c.retires_on::text AS "retiresOn",
         c.retired_at IS NOT NULL AS retired, c.pinning, c.transparency, c.provenance, c.maintenance, c.privilege,
         c.licence AS spdx,
         (SELECT json_build_object('scannedOn', max(s.scanned_on), 'result', 'clean') FROM component_scan s
           WHERE s.component_id = c.id AND s.retired_at IS NULL AND s.result = ANY ('{clean,findings}')
          HAVING count(*) > 0) AS scanned,
         coalesce((SELECT json_agg(json_build_object('id', v.identifier, 'cvss', v.severity_score, 'epss', v.epss,
                     'knownExploited', v.known_exploited, 'malicious', v.malicious,
                     'vex', CASE WHEN v.remediated_on IS NULL THEN v.vex ELSE 'fixed' END,
                     'remediated', v.remediated_on IS NOT NULL) ORDER BY v.identifier, v.id)
                     FROM component_vulnerability v WHERE v.component_id = c.id AND v.retired_at IS NULL), '[]')
           AS found,
         ${SOURCE('c')}
    FROM component c ORDER BY c.id`;

const REQUIREMENTS = `
  SELECT r.id, coalesce(r.use_case_id, r.component_id) AS "of", r.required, r.effect,
         r.upstream_disclosed AS "upstreamDisclosed",
         coalesce(json_agg(json_build_object('componentId', a.component_id, 'fallbackEvidence', a.fallback_evidence,
           'testedOn', a.tested_on) ORDER BY a.rank) FILTER (WHERE a.rank IS NOT NULL), '[]') AS alternatives
    FROM requirement r LEFT JOIN requirement_alternative a ON a.requirement_id = r.id
    LEFT JOIN use_case u ON u.id = r.use_case_id
   WHERE r.retired_at IS NULL AND (r.use_case_id IS NULL OR (u.retired_at IS NULL AND u.status <> 'retired'))
   GROUP BY r.id ORDER BY r.id`;

interface Finding {
  id: string;
  cvss: number | null;
  epss: number | null;
  knownExploited: YesNo;
  malicious: YesNo;
  vex: string;
  remediated: boolean;
}

type ComponentRow = Omit<ScoreComponentFact, 'scan' | 'maliciousVersion' | 'vulnerabilities' | 'licence'> & {
  spdx: string | null;
  scanned: { scannedOn: string; result: string } | null;
  found: Finding[];
};

/** Everything that scores are made of, in one snapshot. */
@Injectable()
export class ScoreFactsReadModel {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** @param today YYYY-MM-DD; decides whether a scan is in date */
  async load(today: string): Promise<LoadedScoreFacts> {
    const client = await this.pool.connect();
    try {
      void client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(() => undefined);
      const [snapshot, useCases, providers, components, requirements] = await Promise.all([
        rows<{ snapshot: string; brought: string }>(client, SNAPSHOT),
        rows<ScoreUseCaseFact>(client, USE_CASES),
        rows<ScoreProviderFact>(client, PROVIDERS),
        rows<ComponentRow>(client, COMPONENTS),
        rows<ScoreFacts['requirements'][number]>(client, REQUIREMENTS),
      ]);
      return {
        snapshot: snapshot[0]?.snapshot ?? '',
        brought: snapshot[0]?.brought ?? '0',
        useCases,
        providers,
        components: components.map((row) => componentFact(row, today)),
        requirements,
      };
    } finally {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }
  }

  /** Whether anything but the scores themselves has changed since a snapshot was taken. */
  hasChangedSince(seen: RegisterSnapshot): Promise<boolean> {
    return hasChangedSince(this.pool, seen, OWN);
  }
}

function componentFact({ spdx, scanned, found, ...row }: ComponentRow, today: string): ScoreComponentFact {
  return {
    ...row,
    scan: scanState(scanned, today),
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

async function rows<Row extends QueryResultRow>(client: PoolClient, text: string): Promise<Row[]> {
  const result = await client.query<Row>(text);
  return result.rows;
}
