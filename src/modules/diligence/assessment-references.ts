import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { NamedEvidence } from '../arrangements/arrangements.public.js';
import { RecordReferences } from '../inventory/inventory.public.js';
import { personProblems } from '../inventory/person-references.public.js';
import type { AssessmentFacts, AssessmentIdentity } from './domain/assessment.js';
import type { Questionnaire } from './domain/questionnaire.js';
import { namedEvidenceProblems } from './named-evidence.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { EvidenceRepository } from './persistence/evidence.repository.js';

/** What an assessment names must be there, in use, for the actor to see, and of its legal entity. */
@Injectable()
export class AssessmentReferences {
  constructor(
    private readonly records: RecordReferences,
    private readonly evidence: EvidenceRepository,
    private readonly assessments: AssessmentRepository,
    private readonly clock: Clock,
  ) {}

  /** YYYY-MM-DD, the day where the legal entity is. */
  async today(tx: Transaction, legalEntityId: string): Promise<string> {
    const entity = await this.records.legalEntity(tx, legalEntityId);
    return localDate(this.clock.now(), entity?.timeZone ?? HOME_TIME_ZONE);
  }

  /** Its legal entity, and its subject, which must be of a kind that the questionnaire is for. */
  async identityProblems(
    tx: Transaction,
    identity: AssessmentIdentity,
    questionnaire: Questionnaire,
  ): Promise<FieldError[]> {
    const { legalEntityId, providerId, componentId } = identity;
    const type = providerId === null ? 'component' : 'provider';
    const [entity, kind] = await Promise.all([
      this.records.legalEntity(tx, legalEntityId),
      this.assessments.kindOf(tx, type, providerId ?? componentId ?? ''),
    ]);
    const isSeen = entity !== null && sees(tx.context.actor.scope, legalEntityId);
    return [
      ...(isSeen ? [] : [{ pointer: '/legalEntityId', code: 'unknown-reference' }]),
      ...(isSeen && entity.retired ? [{ pointer: '/legalEntityId', code: 'retired-reference' }] : []),
      ...subjectProblems(questionnaire, type, kind),
    ];
  }

  /** People and documents that the facts of an assessment name. */
  async factProblems(
    tx: Transaction,
    legalEntityId: string,
    { ownerId, acceptanceStandardId, evidenceIds, conclusions }: Partial<AssessmentFacts>,
  ): Promise<FieldError[]> {
    const documents = [
      ...(acceptanceStandardId ? [{ pointer: '/acceptanceStandardId', id: acceptanceStandardId }] : []),
      ...namedIn('/evidenceIds', evidenceIds),
      ...(conclusions ?? []).flatMap((one, i) => namedIn(`/conclusions/${i}/evidenceIds`, one.evidenceIds)),
    ];
    return [
      ...(await personProblems(tx, ownerId ? [{ pointer: '/ownerId', id: ownerId }] : [])),
      ...(await this.documentProblems(tx, legalEntityId, documents)),
    ];
  }

  documentProblems(
    tx: Transaction,
    legalEntityId: string,
    documents: readonly NamedEvidence[],
  ): Promise<FieldError[]> {
    if (documents.length === 0) return Promise.resolve([]);
    return namedEvidenceProblems(tx, this.evidence, legalEntityId, documents);
  }
}

/** Documents of a list, each with its place. */
export function namedIn(pointer: string, ids: readonly string[] | undefined): NamedEvidence[] {
  return (ids ?? []).map((id, i) => ({ pointer: `${pointer}/${i}`, id }));
}

function subjectProblems(
  { subject, kinds }: Questionnaire,
  type: 'provider' | 'component',
  kind: string | null,
): FieldError[] {
  if (subject !== type) {
    return [{ pointer: '/subject/type', code: 'contradiction', params: { other: 'templateVersion' } }];
  }
  if (kind === null) return [{ pointer: '/subject/id', code: 'unknown-reference' }];
  return kinds.includes(kind)
    ? []
    : [{ pointer: '/subject/id', code: 'other-kind', params: { kinds: kinds.join(', ') } }];
}
