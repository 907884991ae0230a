import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { refuseStale } from '../../kernel/versioned.js';
import { FileStore } from '../../platform/files/file-store.js';
import { verified } from '../../platform/files/verified.js';
import { NestLog } from '../../platform/logging.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { TermsOnEvidence } from '../arrangements/arrangements.public.js';
import { Holders, RecordReferences, type ReferableEntity } from '../inventory/inventory.public.js';
import {
  type EvidenceFacts,
  evidenceProblems,
  expiryProblems,
  sortedRefs,
  type SubjectRef,
} from './domain/evidence.js';
import { EvidenceQuota } from './evidence-quota.js';
import { EvidenceReferences } from './evidence-references.js';
import type { Upload } from './evidence-uploads.js';
import { auditedOf, isSeen, refuseForeign } from './installation-wide.js';
import { DocumentsInUse } from './persistence/documents-in-use.js';
import { EvidenceRepository, type EvidenceRow } from './persistence/evidence.repository.js';

export type EvidenceChange = Partial<EvidenceFacts>;
export type EvidenceInput = EvidenceChange &
  Pick<EvidenceFacts, 'name'> & {
    legalEntityId?: string | null;
    supersedesId?: string | null;
    /** What the sender says that the file's SHA-256 is. */
    sha256?: string;
  };

const RESOURCE = 'evidence';
const UNSTATED: Omit<EvidenceFacts, 'name'> = {
  nameZhHant: null,
  kind: 'unknown',
  issuedBy: null,
  issuedOn: null,
  source: null,
  description: null,
  validFrom: null,
  validTo: null,
  subjectRefs: [],
};

/** Keeps documents, changes what is said of them, and gives them out. The file of a document never changes. */
@Injectable()
export class EvidenceService {
  readonly #log = new NestLog();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly files: FileStore,
    private readonly evidence: EvidenceRepository,
    private readonly references: EvidenceReferences,
    private readonly records: RecordReferences,
    private readonly quota: EvidenceQuota,
    private readonly terms: TermsOnEvidence,
    private readonly inUse: DocumentsInUse,
    private readonly holders: Holders,
  ) {}

  /** Keeps a document. The file is kept before it is named: a name without a file would prove nothing. */
  async register(context: RequestContext, input: EvidenceInput, upload: Upload): Promise<Answer> {
    if (input.sha256 !== undefined && input.sha256 !== upload.sha256) {
      throw invalid({ pointer: '/sha256', code: 'other-file', params: { sha256: upload.sha256 } });
    }
    await this.unitOfWork.run(context, async (tx) => {
      await this.#refuseWrong(tx, input);
      await this.quota.refuseBeyond(tx, upload);
    });
    await this.#atStore(this.files.keep(upload));
    return this.unitOfWork.answer(context, async (tx) => {
      await this.#refuseWrong(tx, input);
      const id = newId();
      const { name, legalEntityId = null, supersedesId = null } = input;
      const { sha256, fileName } = upload;
      const facts = { ...UNSTATED, ...statedBy(input), name };
      record(
        tx,
        'registered',
        { id, legalEntityId },
        { ...facts, legalEntityId, supersedesId, sha256, fileName },
      );
      this.evidence.noteFile(tx, upload);
      const row = { id, legalEntityId, supersedesId, sha256, fileName, ...facts };
      const createdBy = preparerOf(context.actor);
      const stored = await this.evidence.insert(tx, { ...row, createdBy }, this.clock.now());
      return Answer.created(stored.json, `/api/v1/evidence/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: EvidenceChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      const today = await this.#todayOf(tx, current.legalEntityId);
      const given = new Set(current.subjectRefs.map(keyOf));
      const fresh = (stated.subjectRefs ?? []).filter((ref) => !given.has(keyOf(ref)));
      refuse([
        ...evidenceProblems({ ...wanted, issuedOn: stated.issuedOn ?? null }, today),
        ...(await this.references.problemsOf(tx, current.legalEntityId, fresh, input.subjectRefs ?? [])),
      ]);
      const forgotten = expiryProblems(current.validTo, wanted.validTo, today);
      if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
      const changes = changesBetween<EvidenceFacts>(current, stated);
      if (Object.keys(changes).length === 0) {
        return Answer.of(await this.evidence.stored(tx, id, this.clock.now()));
      }
      record(tx, 'changed', current, changes);
      return Answer.of(await this.evidence.update(tx, wanted, 'subjectRefs' in changes, this.clock.now()));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      // What it has taken the place of would prove something again.
      const proving = current.supersedesId === null ? [id] : [id, current.supersedesId];
      const [terms, records, held] = await Promise.all([
        this.terms.count(tx, proving),
        this.inUse.count(tx, id, current.supersedesId),
        this.holders.dependents(tx, RESOURCE, id),
      ]);
      const count = held.reduce((sum, holding) => sum + holding.count, terms + records);
      if (count > 0) throw new DomainError('in-use', { count, names: '…' });
      await this.evidence.setRetired(tx, id, true, this.clock.now());
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockForChange(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      record(tx, 'restored', current);
      return Answer.of(await this.evidence.setRetired(tx, id, false, this.clock.now()));
    });
  }

  /** A document with its bytes. Who reads what is in the log: a document may hold what its subject told in confidence. */
  async download(context: RequestContext, id: string): Promise<{ row: EvidenceRow; content: Readable }> {
    const row = await this.unitOfWork.run(context, async (tx) => {
      const current = await this.#lock(tx, id);
      record(tx, 'downloaded', current);
      return current;
    });
    return { row, content: verified(await this.#atStore(this.files.open(row.sha256)), row.sha256) };
  }

  /** A store that does not answer, or does not have what it should, is no fault of whoever asks. */
  async #atStore<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#log.error(error, EvidenceService.name);
      throw new DomainError('unavailable');
    }
  }

  async #refuseWrong(tx: Transaction, input: EvidenceInput): Promise<void> {
    const { legalEntityId = null, supersedesId = null, subjectRefs = [] } = input;
    const entity = await this.#entityOf(tx, legalEntityId);
    const today = await this.#todayOf(tx, entity === null ? null : legalEntityId);
    const { validFrom = null, validTo = null, issuedOn = null } = input;
    refuse([
      ...(legalEntityId === null || entity !== null
        ? []
        : [{ pointer: '/legalEntityId', code: 'unknown-reference' }]),
      ...(entity?.retired ? [{ pointer: '/legalEntityId', code: 'retired-reference' }] : []),
      ...evidenceProblems({ validFrom, validTo, issuedOn }, today),
      ...(await this.references.problemsOf(tx, legalEntityId, subjectRefs, subjectRefs)),
      ...(await this.#supersededProblems(tx, supersedesId, legalEntityId)),
    ]);
    refuseForeign(tx, { legalEntityId });
  }

  /** A document takes the place of one of the same legal entity. */
  async #supersededProblems(
    tx: Transaction,
    supersedesId: string | null,
    legalEntityId: string | null,
  ): Promise<FieldError[]> {
    if (supersedesId === null) return [];
    const pointer = '/supersedesId';
    const before = await this.evidence.lock(tx, supersedesId);
    if (!before || !isSeen(tx, before)) return [{ pointer, code: 'unknown-reference' }];
    if (before.retiredAt) return [{ pointer, code: 'retired-reference' }];
    return before.legalEntityId === legalEntityId
      ? []
      : [{ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }];
  }

  async #entityOf(tx: Transaction, id: string | null): Promise<ReferableEntity | null> {
    if (id === null || !sees(tx.context.actor.scope, id)) return null;
    return this.records.legalEntity(tx, id);
  }

  async #todayOf(tx: Transaction, legalEntityId: string | null): Promise<string> {
    const entity = legalEntityId === null ? null : await this.records.legalEntity(tx, legalEntityId);
    return localDate(this.clock.now(), entity?.timeZone ?? HOME_TIME_ZONE);
  }

  async #lock(tx: Transaction, id: string): Promise<EvidenceRow> {
    const current = await this.evidence.lock(tx, id);
    if (!current || !isSeen(tx, current)) throw notFound();
    return current;
  }

  async #lockForChange(tx: Transaction, id: string): Promise<EvidenceRow> {
    const current = await this.#lock(tx, id);
    refuseForeign(tx, current);
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<EvidenceRow> {
    const current = await this.#lockForChange(tx, id);
    refuseStale(current, rowVersion);
    return current;
  }
}

function keyOf({ type, id }: SubjectRef): string {
  return `${type} ${id}`;
}

function statedBy(input: EvidenceInput | EvidenceChange): Partial<EvidenceFacts> {
  const { subjectRefs, ...rest } = input;
  const facts = Object.entries(rest).filter(([field, value]) => value !== undefined && isFact(field));
  return { ...Object.fromEntries(facts), ...(subjectRefs && { subjectRefs: sortedRefs(subjectRefs) }) };
}

function isFact(field: string): boolean {
  return field === 'name' || field in UNSTATED;
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  document: Pick<EvidenceRow, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id: document.id },
    legalEntityIds: auditedOf(document),
    changes: { ...changes },
  });
}
