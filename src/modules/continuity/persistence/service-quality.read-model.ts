import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { invalid, notFound } from '../../../kernel/domain-error.js';
import { Conditions } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { LONGEST_PERIOD } from '../domain/service-record.js';

/** Days, both of it, as YYYY-MM-DD. */
export interface Window {
  from: string;
  to: string;
}

/** The days of several ranges, each once. */
const daysIn = (ranges: string): string =>
  `(SELECT coalesce(sum(upper(d) - lower(d)), 0)::integer FROM unnest(${ranges}) AS d)`;

/** The worst that was recorded. What is unknown, on days without a record too, may be worse than what was met. */
const worstOf = (kind: 'quality' | 'timeliness'): string =>
  `CASE WHEN told.${kind} && '{missed}' THEN 'missed' WHEN told.${kind} && '{partly}' THEN 'partly'
        WHEN told.${kind} = '{met}' AND cover.missing = '{}' THEN 'met' ELSE 'unknown' END`;

/** What service records come to over a window of days. */
@Injectable()
export class ServiceQualityReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** As JSON text; throws not-found for an arrangement that is not there. */
  async of(arrangementId: string, { from, to }: Window, scope: EntityScope, asOf: AsOf): Promise<string> {
    if (to < from) throw invalid({ pointer: '/to', code: 'contradiction', params: { other: 'from' } });
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const [first, last] = [`${place(from)}::date`, `${place(to)}::date`];
    const [arrangements, components, records] = [
      relation('arrangement', 'a', asOf, place),
      relation('arrangement_component', 'c', asOf, place),
      relation('service_record', 's', asOf, place),
    ];
    conditions.equal('a.id', arrangementId);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const sql = `
      WITH asked AS (
        SELECT a.id, daterange(${first}, ${last}, '[]') AS days FROM ${arrangements} ${conditions.where}
      ), record AS (
        SELECT s.component_id, s.availability, s.quality, s.timeliness, s.breaches,
               q.days * daterange(s.period_from, s.period_to, '[]') AS days
          FROM asked q JOIN ${records} ON s.arrangement_id = q.id
         WHERE s.retired_at IS NULL AND s.period_from BETWEEN ${first} - ${LONGEST_PERIOD} AND ${last} AND s.period_to >= ${first}
      ), part AS (
        -- A day is covered where there is a record of the whole, or of each of the components.
        SELECT coalesce(range_agg(r.days), '{}') AS days,
               coalesce(range_agg(r.days) FILTER (WHERE r.availability IS NOT NULL), '{}') AS measured
          FROM asked q JOIN ${components} ON c.arrangement_id = q.id LEFT JOIN record r ON r.component_id = c.component_id
         GROUP BY c.component_id
      ), covered AS (
        SELECT whole.days + coalesce(parts.days, '{}') AS days, whole.measured + coalesce(parts.measured, '{}') AS measured
          FROM (SELECT coalesce(range_agg(days), '{}') AS days,
                       coalesce(range_agg(days) FILTER (WHERE availability IS NOT NULL), '{}') AS measured
                  FROM record WHERE component_id IS NULL) AS whole
         CROSS JOIN (SELECT range_intersect_agg(days) AS days, range_intersect_agg(measured) AS measured FROM part) AS parts
      ), cover AS (
        SELECT q.id, upper(q.days) - lower(q.days) AS length, v.days, v.measured, datemultirange(q.days) - v.days AS missing
          FROM asked q CROSS JOIN covered v
      ), told AS (
        SELECT count(*)::integer AS records, array_agg(DISTINCT quality) AS quality, array_agg(DISTINCT timeliness) AS timeliness,
               sum(availability * (upper(days) - lower(days)))
                 / sum(upper(days) - lower(days)) FILTER (WHERE availability IS NOT NULL) AS availability
          FROM record
      ), breach AS (
        SELECT count(*)::integer AS total, (count(*) FILTER (WHERE b ->> 'handled' <> 'yes'))::integer AS open
          FROM record r CROSS JOIN jsonb_array_elements(r.breaches) AS b WHERE r.days @> (b ->> 'onDay')::date
      )
      SELECT row_to_json(shown)::text AS json FROM (
        SELECT cover.id AS "arrangementId", ${first} AS "from", ${last} AS "to", told.records,
               ${daysIn('cover.days')}::float8 / cover.length AS coverage,
               told.availability, ${daysIn('cover.measured')}::float8 / cover.length AS "availabilityCoverage",
               ${worstOf('quality')} AS "worstQuality", ${worstOf('timeliness')} AS "worstTimeliness",
               breach.total AS breaches, breach.open AS "openBreaches",
               (SELECT coalesce(json_agg(json_build_object('from', lower(m), 'to', upper(m) - 1) ORDER BY m), '[]')
                  FROM unnest(cover.missing) AS m) AS missing
          FROM cover CROSS JOIN told CROSS JOIN breach) AS shown`;
    const [row] = await this.database.rows<{ json: string }>(sql, conditions.values, asOf);
    if (!row) throw notFound();
    return row.json;
  }
}
