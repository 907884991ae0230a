import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { notFound } from '../../kernel/domain-error.js';
import type { AssessmentFacts } from './domain/assessment.js';
import { type AnswerFacts, askedOf } from './domain/assessment-answers.js';
import { sectionResults } from './domain/assessment-results.js';
import { AssessmentReadModel } from './persistence/assessment.read-model.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

/** What is read of an assessment to work out how it was answered. */
interface Answered extends Pick<AssessmentFacts, 'conclusions'> {
  templateVersion: string;
  answers: AnswerFacts[];
}

/** How an assessment was answered, section by section, worked out from its answers each time. */
@Injectable()
export class AssessmentResults {
  constructor(private readonly assessments: AssessmentReadModel) {}

  /** @throws DomainError not-found */
  async of(id: string, scope: EntityScope, asOf: AsOf) {
    const { json } = await this.assessments.one(id, scope, asOf);
    const { templateVersion, answers, conclusions } = JSON.parse(json) as Answered;
    const questionnaire = questionnaireOf(templateVersion);
    if (!questionnaire) throw notFound();
    const given = new Map(answers.map((answer) => [answer.question, answer]));
    const asked = askedOf(questionnaire, given);
    const concluded = new Map(conclusions.map(({ section, conclusion }) => [section, conclusion]));
    return {
      assessmentId: id,
      asked: asked.length,
      answered: asked.filter(({ code }) => given.has(code)).length,
      open: asked.filter(({ code }) => !given.has(code)).map(({ code }) => code),
      sections: sectionResults(questionnaire, given).map((result) => ({
        ...result,
        conclusion: concluded.get(result.section) ?? null,
      })),
    };
  }
}
