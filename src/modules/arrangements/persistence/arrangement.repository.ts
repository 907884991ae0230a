import { Injectable } from '@nestjs/common';
import type { Stored } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Dependents, HeldType } from '../../inventory/inventory.public.js';
import type { ArrangementTerms } from '../domain/arrangement.js';
import { arrangementShown, PRESENT, termOn } from './arrangement.shown.js';

/** An arrangement as a transaction that changes it holds it. */
export interface ArrangementRow extends ArrangementTerms {
  id: string;
  legalEntityId: string;
  preparedBy: string[];
  rowVersion: number;
  retiredAt: Date | null;
}

/** An arrangement that something refers to, and whose it is. */
export interface ReferableArrangement {
  retired: boolean;
  legalEntityId: string;
  timeZone: string;
}

/** Columns of the row by the fields that they hold; what has rows of its own and money stand apart. */
const COLUMNS = {
  reference: 'reference',
  name: 'name',
  nameZhHant: 'name_zh_hant',
  kind: 'kind',
  providerId: 'provider_id',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  noticeDaysFirm: 'notice_days_firm',
  noticeDaysProvider: 'notice_days_provider',
  autoRenews: 'auto_renews',
  renewalMonths: 'renewal_months',
  providerMayTerminate: 'provider_may_terminate',
  governingLaw: 'governing_law',
  reliance: 'reliance',
  substitutability: 'substitutability',
  reintegration: 'reintegration',
  retention: 'retention',
  trainingUse: 'training_use',
  chain: 'chain',
  privacyTerms: 'privacy_terms',
  auditRights: 'audit_rights',
  termsOfUse: 'terms_of_use',
  ipBreachMaterial: 'ip_breach_material',
  privacyBreachMaterial: 'privacy_breach_material',
  breachRationale: 'breach_rationale',
  ipProtectiveMeasure: 'ip_protective_measure',
  privacyProtectiveMeasure: 'privacy_protective_measure',
  protectiveMeasures: 'protective_measures',
  ownerId: 'owner_id',
} as const satisfies Partial<Record<keyof ArrangementTerms, string>>;

const FIELDS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const DAYS: ReadonlySet<string> = new Set(['startsOn', 'endsOn']);
const WRITTEN = [
  ...Object.values(COLUMNS),
  'annual_cost_minor',
  'annual_cost_currency',
  'prepared_by',
] as const;
const SELECTED = FIELDS.map((field) => `a.${COLUMNS[field]}${DAYS.has(field) ? '::text' : ''} AS "${field}"`);

const INSERT = `INSERT INTO arrangement (id, legal_entity_id, created_by, ${WRITTEN.join(', ')})
  VALUES ($1, $2, $3, ${WRITTEN.map((_column, i) => `$${i + 4}`).join(', ')})`;
const UPDATE = `UPDATE arrangement SET ${WRITTEN.map((column, i) => `${column} = $${i + 2}`).join(', ')},
  row_version = row_version + 1, updated_at = now() WHERE id = $1`;
const LOCK = `SELECT a.id, a.legal_entity_id AS "legalEntityId", ${SELECTED.join(', ')},
    CASE WHEN a.annual_cost_minor IS NOT NULL THEN
      json_build_object('amountMinor', a.annual_cost_minor, 'currency', a.annual_cost_currency) END AS "annualCost",
    a.prepared_by AS "preparedBy", a.row_version AS "rowVersion", a.retired_at AS "retiredAt"
  FROM arrangement a WHERE a.id = $1 FOR UPDATE`;
const LISTS = `SELECT (SELECT row_to_json(lists) FROM (SELECT
    (SELECT coalesce(json_agg(c.component_id ORDER BY c.component_id), '[]') FROM arrangement_component c
      WHERE c.arrangement_id = $1) AS "componentIds",
    (SELECT coalesce(json_agg(json_build_object('rank', s.rank, 'name', s.name, 'providerId', s.provider_id, 'service',
        s.service, 'componentId', s.component_id, 'jurisdiction', s.jurisdiction, 'disclosedOn', s.disclosed_on, 'source',
        s.source) ORDER BY s.position), '[]') FROM arrangement_sub_processor s WHERE s.arrangement_id = $1) AS "subProcessors",
    (SELECT coalesce(json_agg(json_build_object('jurisdiction', t.jurisdiction, 'componentId', t.component_id, 'status',
        t.status, 'source', t.source, 'checkedOn', t.checked_on) ORDER BY t.position), '[]') FROM arrangement_territory t
      WHERE t.arrangement_id = $1) AS "territorySupport") AS lists) AS lists`;
const ANSWER = `SELECT (${jsonOf(arrangementShown('a', PRESENT))})::text AS json, a.row_version AS "rowVersion"
  FROM arrangement a ${termOn('a', '$2')} WHERE a.id = $1`;

type Lists = Pick<ArrangementTerms, 'componentIds' | 'subProcessors' | 'territorySupport'>;

/** Writes of arrangements, with what they cover and who stands behind them: these have no life of their own. */
@Injectable()
export class ArrangementRepository {
  insert(tx: Transaction, row: Omit<ArrangementRow, 'rowVersion' | 'retiredAt'>, now: Date): Promise<Stored> {
    const inserted = tx.query(
      INSERT,
      [row.id, row.legalEntityId, row.preparedBy[0], ...valuesOf(row)],
      'insert-arrangement',
    );
    return answerAfter(tx, row.id, now, [inserted, ...insertLists(tx, row.id, row)]);
  }

  /** Changes an arrangement that the transaction holds locked; lists that are given replace those that were there. */
  update(
    tx: Transaction,
    row: ArrangementTerms & { id: string; preparedBy: string[] },
    replaced: readonly (keyof Lists)[],
    now: Date,
  ): Promise<Stored> {
    const updated = tx.query(UPDATE, [row.id, ...valuesOf(row)], 'update-arrangement');
    const emptied = replaced.map((list) => tx.query(EMPTY[list], [row.id], `empty-arrangement-${list}`));
    const given = Object.fromEntries(replaced.map((list) => [list, row[list]]));
    return answerAfter(tx, row.id, now, [updated, ...emptied, ...insertLists(tx, row.id, given)]);
  }

  setRetired(
    tx: Transaction,
    { id, preparedBy }: { id: string; preparedBy: string[] },
    retired: boolean,
    now: Date,
  ): Promise<Stored> {
    const updated = tx.query(
      `UPDATE arrangement SET retired_at = CASE WHEN $2::boolean THEN now() END, prepared_by = $3,
              row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id, retired, preparedBy],
      'retire-arrangement',
    );
    return answerAfter(tx, id, now, [updated]);
  }

  /** The arrangement as it is: the answer to a change that changes nothing. */
  stored(tx: Transaction, id: string, now: Date): Promise<Stored> {
    return answerAfter(tx, id, now, []);
  }

  /** An arrangement, locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<ArrangementRow | null> {
    const [rows, lists] = await Promise.all([
      tx.query<Omit<ArrangementRow, keyof Lists>>(LOCK, [id], 'lock-arrangement'),
      tx.query<{ lists: Lists }>(LISTS, [id], 'lists-of-arrangement'),
    ]);
    const [row] = rows.rows;
    return row ? { ...row, ...lists.rows[0]!.lists } : null;
  }

  /** Those of the ids that are arrangements; held until the transaction ends, so that nobody retires them in between. */
  async referable(
    tx: Transaction,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ReferableArrangement>> {
    if (ids.length === 0) return new Map();
    const { rows } = await tx.query<ReferableArrangement & { id: string }>(
      `SELECT a.id, a.retired_at IS NOT NULL AS retired, a.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone"
         FROM arrangement a JOIN legal_entity e ON e.id = a.legal_entity_id
        WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id FOR KEY SHARE OF a`,
      [ids],
      'referred-arrangements',
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }

  /** Whether an arrangement covers a component. */
  async covers(tx: Transaction, id: string, componentId: string): Promise<boolean> {
    const { rows } = await tx.query<{ covered: boolean }>(
      `SELECT EXISTS (SELECT FROM arrangement_component WHERE arrangement_id = $1 AND component_id = $2) AS covered`,
      [id, componentId],
      'arrangement-covers',
    );
    return rows[0]?.covered ?? false;
  }

  /** What keeps a provider or legal entity in use; names of arrangements that the actor sees. */
  async holding(tx: Transaction, type: HeldType, id: string, listed: string[] | null): Promise<Dependents> {
    if (type !== 'provider' && type !== 'legal_entity') return { count: 0, names: [] };
    const { rows } = await tx.query<{ name: string | null; count: number }>(
      `SELECT CASE WHEN $2::uuid[] IS NULL OR legal_entity_id = ANY ($2) THEN reference END AS name,
              (count(*) OVER ())::integer AS count
         FROM arrangement WHERE retired_at IS NULL AND ${type === 'provider' ? 'provider_id' : 'legal_entity_id'} = $1
        ORDER BY name LIMIT 5`,
      [id, listed],
      `arrangements-of-${type}`,
    );
    return { count: rows[0]?.count ?? 0, names: rows.flatMap(({ name }) => name ?? []) };
  }
}

const EMPTY: Readonly<Record<keyof Lists, string>> = {
  componentIds: 'DELETE FROM arrangement_component WHERE arrangement_id = $1',
  subProcessors: 'DELETE FROM arrangement_sub_processor WHERE arrangement_id = $1',
  territorySupport: 'DELETE FROM arrangement_territory WHERE arrangement_id = $1',
};

function valuesOf(row: ArrangementTerms & { preparedBy: string[] }): unknown[] {
  const { annualCost, preparedBy } = row;
  const money = [annualCost?.amountMinor ?? null, annualCost?.currency ?? null];
  return [...FIELDS.map((field) => row[field]), ...money, preparedBy];
}

function insertLists(tx: Transaction, id: string, lists: Partial<Lists>): Promise<unknown>[] {
  const { componentIds = [], subProcessors = [], territorySupport = [] } = lists;
  return [
    ...(componentIds.length === 0 ? [] : [insertComponents(tx, id, componentIds)]),
    ...(subProcessors.length === 0 ? [] : [insertSubProcessors(tx, id, subProcessors)]),
    ...(territorySupport.length === 0 ? [] : [insertTerritories(tx, id, territorySupport)]),
  ];
}

function insertComponents(tx: Transaction, id: string, ids: Lists['componentIds']): Promise<unknown> {
  return tx.query(
    'INSERT INTO arrangement_component (arrangement_id, component_id) SELECT $1, unnest($2::uuid[])',
    [id, ids],
    'insert-arrangement-components',
  );
}

function insertSubProcessors(tx: Transaction, id: string, list: Lists['subProcessors']): Promise<unknown> {
  return tx.query(
    `INSERT INTO arrangement_sub_processor (arrangement_id, position, rank, name, provider_id, service, component_id,
            jurisdiction, disclosed_on, source)
     SELECT $1, position, (one ->> 'rank')::integer, one ->> 'name', (one ->> 'providerId')::uuid, one ->> 'service',
            (one ->> 'componentId')::uuid, one ->> 'jurisdiction', (one ->> 'disclosedOn')::date, one ->> 'source'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l(one, position)`,
    [id, JSON.stringify(list)],
    'insert-sub-processors',
  );
}

function insertTerritories(tx: Transaction, id: string, list: Lists['territorySupport']): Promise<unknown> {
  return tx.query(
    `INSERT INTO arrangement_territory (arrangement_id, position, jurisdiction, component_id, status, source, checked_on)
     SELECT $1, position, one ->> 'jurisdiction', (one ->> 'componentId')::uuid, one ->> 'status', one ->> 'source',
            (one ->> 'checkedOn')::date
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l(one, position)`,
    [id, JSON.stringify(list)],
    'insert-territories',
  );
}

/** The answer is read behind the writes; where one of them is refused, that is the error, not the read that then fails. */
async function answerAfter(
  tx: Transaction,
  id: string,
  now: Date,
  underWay: readonly Promise<unknown>[],
): Promise<Stored> {
  const answer = tx.query<Stored>(ANSWER, [id, now.toISOString()], 'arrangement-answer');
  await Promise.all([...underWay, answer]);
  return (await answer).rows[0] as Stored;
}
