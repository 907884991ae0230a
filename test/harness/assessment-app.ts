import { newId } from '../../src/kernel/ids.js';
import { type Reply, startApp, type TestApp } from './app.js';
import { documentOf } from './evidence-app.js';
import { RegisterWriter } from './register.js';

export const ASSESSMENTS = '/api/v1/assessments';
export const TEMPLATES = '/api/v1/questionnaire-templates';
export const NOW = '2026-12-01T02:00:00Z';
export type As = Parameters<TestApp['send']>[0];

interface Question {
  code: string;
  section: string;
  from: string;
  type: string;
  gapWhen: string | null;
  options: { code: string; grade: string }[];
  evidence: string;
  onlyWhen: { question: string; in: string[] } | null;
}

export interface Template {
  id: string;
  sections: { code: string }[];
  questions: Question[];
}

export interface AnswerBody {
  question: string;
  value: string | number;
  evidenceIds?: string[];
}

/** A register with due diligence in it. */
export class AssessmentApp {
  readonly register: RegisterWriter;
  firm = '';
  other = '';
  vendor = '';
  /** A document of everybody's. */
  document = '';
  /** Sees the other legal entity alone. */
  local: As = 'procurement';

  private constructor(readonly app: TestApp) {
    this.register = new RegisterWriter(app.owner);
  }

  static async start(environment: Record<string, string> = {}): Promise<AssessmentApp> {
    const at = new AssessmentApp(await startApp(environment));
    const { app, register } = at;
    await app.setClock(NOW);
    at.firm = await register.legalEntity('Firm');
    at.other = await register.legalEntity('Other');
    at.vendor = await register.provider('Vendor');
    at.document = await documentOf(app);
    at.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    return at;
  }

  send(
    method: string,
    path: string,
    body?: object,
    more: { as?: As; ifMatch?: string } = {},
  ): Promise<Reply> {
    return this.app.send(more.as ?? 'procurement', method, ASSESSMENTS + path, {
      ...(body ? { body } : {}),
      ...(more.ifMatch ? { ifMatch: more.ifMatch } : {}),
    });
  }

  begin(more: object = {}, as?: As): Promise<Reply> {
    const subject = { type: 'provider', id: this.vendor };
    const body = { templateVersion: 'provider@1', legalEntityId: this.firm, subject, ...more };
    return this.send('POST', '', body, { as });
  }

  get(made: Reply | string, query = '', as: As = 'auditor'): Promise<Reply> {
    return this.send('GET', `/${idIn(made)}${query}`, undefined, { as });
  }

  patch(made: Reply, body: object, as?: As): Promise<Reply> {
    return this.send('PATCH', `/${idIn(made)}`, body, { as, ifMatch: made.etag });
  }

  act(made: Reply, what: string, body?: object, as?: As): Promise<Reply> {
    return this.send('POST', `/${idIn(made)}/${what}`, body, { as, ifMatch: made.etag });
  }

  async template(id: string): Promise<Template> {
    return (await this.app.send('auditor', 'GET', `${TEMPLATES}/${id}`)).json as unknown as Template;
  }

  /** Answers to everything that may be asked, each as good as it can be. */
  bestAnswers({ questions }: Template): AnswerBody[] {
    return questions.map((question) => ({
      question: question.code,
      value: bestOf(question),
      ...(question.evidence === 'none' ? {} : { evidenceIds: [this.document] }),
    }));
  }

  /** Conclusions that everything is met. */
  conclusions({ sections }: Template, other: Record<string, string> = {}): object[] {
    return sections.map(({ code }) => ({
      section: code,
      conclusion: other[code] ?? 'meets',
      reasons: 'As answered.',
      evidenceIds: [this.document],
    }));
  }

  /** An assessment by the questionnaire for providers that may be submitted, with all that it needs. */
  async ready(more: object = {}, as?: As): Promise<Reply> {
    const template = await this.template('provider@1');
    const made = await this.begin(
      {
        answers: this.bestAnswers(template),
        conclusions: this.conclusions(template),
        acceptanceStandardId: this.document,
        ...more,
      },
      as,
    );
    if (made.status !== 201) throw new Error(made.text);
    return made;
  }

  /** One that was submitted by procurement. */
  async submitted(more: object = {}): Promise<Reply> {
    const made = await this.act(await this.ready(more), 'submit');
    if (made.status !== 200) throw new Error(made.text);
    return made;
  }
}

export function idIn(made: Reply | string): string {
  return typeof made === 'string' ? made : String(made.json['id']);
}

export const unique = (name: string): string => `${name} ${newId()}`;

function bestOf({ type, gapWhen, options }: Question): string | number {
  switch (type) {
    case 'yes_no':
      return gapWhen === 'yes' ? 'no' : 'yes';
    case 'choice':
      return options.find(({ grade }) => grade === 'meets')?.code ?? options[0]!.code;
    case 'number':
      return 12;
    case 'date':
      return '2026-06-30';
    default:
      return 'As described.';
  }
}
