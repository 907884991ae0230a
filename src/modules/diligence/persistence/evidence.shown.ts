import { instant, type Shown } from '../../../platform/database/shown.js';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';

/** The relations that a document is shown with. */
export interface EvidenceRelations {
  /** As `s`. */
  subjects: string;
  /** Documents that may have taken its place, as `n`. */
  successors: string;
}

/** As they are now. */
export const PRESENT: EvidenceRelations = { subjects: 'evidence_subject s', successors: 'evidence n' };

/**
 * What is looked at beside a document, to stand behind the relation in FROM: `day.today`, the day of an instant where its
 * legal entity is or, where it has none, where the installation is at home; and `next.id`, what has taken its place; and `file`.
 * @param d alias of its row
 * @param now SQL of the instant
 */
export function standingOn(d: string, { successors }: EvidenceRelations, now: string): string {
  const zone = `coalesce((SELECT e.time_zone FROM legal_entity e WHERE e.id = ${d}.legal_entity_id), '${HOME_TIME_ZONE}')`;
  return `JOIN evidence_file file ON file.sha256 = ${d}.sha256
      CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE ${zone})::date AS today) AS day
      LEFT JOIN LATERAL (SELECT n.id FROM ${successors} WHERE n.supersedes_id = ${d}.id AND n.retired_at IS NULL LIMIT 1)
        AS next ON true`;
}

/**
 * A document as the API shows it.
 * @param d alias of its row, beside which stands `standingOn`
 */
export function evidenceShown(d: string, { subjects }: EvidenceRelations): Shown {
  return {
    id: `${d}.id`,
    legalEntityId: `${d}.legal_entity_id`,
    name: `${d}.name`,
    nameZhHant: `${d}.name_zh_hant`,
    kind: `${d}.kind`,
    fileName: `${d}.file_name`,
    mediaType: 'file.media_type',
    size: 'file.size',
    sha256: `${d}.sha256`,
    scanState: 'file.scan_state',
    issuedBy: `${d}.issued_by`,
    issuedOn: `${d}.issued_on`,
    source: `${d}.source`,
    description: `${d}.description`,
    validFrom: `${d}.valid_from`,
    validTo: `${d}.valid_to`,
    state: `CASE WHEN next.id IS NOT NULL THEN 'superseded'
                 WHEN ${d}.valid_to < day.today THEN 'expired'
                 WHEN ${d}.valid_from > day.today THEN 'future' ELSE 'in_date' END`,
    supersedesId: `${d}.supersedes_id`,
    supersededById: 'next.id',
    subjectRefs: `(SELECT coalesce(json_agg(json_build_object('type', s.subject_type, 'id', s.subject_id)
        ORDER BY s.subject_type, s.subject_id), '[]') FROM ${subjects} WHERE s.evidence_id = ${d}.id)`,
    createdAt: instant(`${d}.created_at`),
    updatedAt: instant(`${d}.updated_at`),
    retiredAt: instant(`${d}.retired_at`),
  };
}
