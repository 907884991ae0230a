import { Injectable } from '@nestjs/common';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import type { Form } from '../../platform/http/multipart.js';
import { recordAssessment } from './assessment-content.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceUploads } from './evidence-uploads.js';
import { type LinkRequest, LinkSessions, type Opened, put, refuseEnded } from './link-sessions.js';
import { AssessmentRepository, type WrittenAnswer } from './persistence/assessment.repository.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';

/** So many documents may come over the links of one assessment. */
const MOST_DOCUMENTS = 100;
const MOST_AN_ANSWER = 20;

/** Documents that a provider sends with its answers. They become evidence of the legal entity that asks. */
@Injectable()
export class ProviderDocuments {
  constructor(
    private readonly sessions: LinkSessions,
    private readonly uploads: EvidenceUploads,
    private readonly evidence: EvidenceService,
    private readonly assessments: AssessmentRepository,
  ) {}

  /** Takes a document to an answer that was given. Nothing of it is read before it is known who sends it, and to what. */
  async add(request: LinkRequest, code: string, form: Form) {
    const opened = await this.sessions.within(request, async (tx, one) => {
      await this.#answered(tx, one, code);
      return one;
    });
    return this.uploads.receive(form, async (fields, upload) => {
      const [unknown] = Object.keys(fields);
      if (unknown !== undefined)
        throw invalid({ pointer: `/${unknown.slice(0, 100)}`, code: 'unknown-field' });
      const { row, link, context } = opened;
      const { legalEntityId, providerId, componentId } = row;
      const subject =
        providerId === null
          ? { type: 'component', id: componentId ?? '' }
          : { type: 'provider', id: providerId };
      const kept = await this.evidence.register(
        context,
        {
          ...{ name: upload.fileName, legalEntityId, kind: 'questionnaire', subjectRefs: [subject] },
          source: link.recipient,
        },
        upload,
      );
      const { id } = JSON.parse(kept.body ?? '{}') as { id: string };
      await this.sessions.again(request, (tx, one) => this.#name(tx, one, code, id));
      return { id, name: upload.fileName, question: code };
    });
  }

  async #name(tx: Transaction, opened: Opened, code: string, id: string): Promise<void> {
    const { row, link } = opened;
    const answer = await this.#answered(tx, opened, code);
    const named = { ...answer, evidenceIds: [...answer.evidenceIds, id] };
    await this.assessments.writeAnswers(tx, row.id, [named], link.id);
    await this.assessments.update(tx, row.id, {});
    recordAssessment(tx, 'answered', row, { linkId: link.id, question: code, evidenceId: id });
  }

  /** The answer that a document belongs to, with room for one more. */
  async #answered(tx: Transaction, { row, questionnaire }: Opened, code: string): Promise<WrittenAnswer> {
    if (!put(questionnaire).some((question) => question.code === code)) throw notFound();
    refuseEnded(row);
    const answers = await this.assessments.answers(tx, row.id);
    const answer = answers.find(({ question }) => question === code);
    if (!answer) throw invalid({ pointer: '', code: 'needed-with', params: { other: 'an answer' } });
    const all = answers.reduce((sum, { evidenceIds }) => sum + evidenceIds.length, 0);
    if (all >= MOST_DOCUMENTS || answer.evidenceIds.length >= MOST_AN_ANSWER) {
      throw new DomainError('quota-exceeded');
    }
    return answer;
  }
}
