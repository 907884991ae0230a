import { expect } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import type { Reply } from './app.js';
import { type As, AssuranceApp, idIn } from './assurance-app.js';

export interface ShownSource {
  type: string;
  id: string;
  name: string;
  nameZhHant: string | null;
  observedOn: string | null;
}

interface Shown {
  residual: number;
  reported: number;
  clocks: { monitoringMonths: number };
  gates: { code: string; because: { text: string }[]; records: ShownSource[] }[];
  domains: {
    code: string;
    exposure: number | null;
    factors: { code: string; read: string; known: boolean; sources: ShownSource[] }[];
    controls: {
      code: string;
      design: number;
      operating: number;
      because: string | null;
      becauseText: string | null;
      sources: ShownSource[];
    }[];
  }[];
  notApplicable: string[];
  leftOut: { item: string; records: ShownSource[] }[];
  refusedClaims: { item: string; because: string; records: ShownSource[] }[];
  worthFindingOut: { code: string }[];
}

let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;

/** A score of a use case that stands on one model of a provider, both of their own, and what is recorded of them. */
export class AssuredScore {
  provider = '';
  model = '';
  useCase = '';

  private constructor(
    readonly at: AssuranceApp,
    readonly keeper: ScoreKeeper,
  ) {}

  static async start(): Promise<AssuredScore> {
    const at = await AssuranceApp.start('/api/v1/assurance-activities');
    return new AssuredScore(at, at.app.nest.get(ScoreKeeper));
  }

  /** Another use case, on another model of another provider. */
  async anew({ tier = 'T1', providerKind = 'third_party', status = 'live' } = {}): Promise<void> {
    const { register, app, firm } = this.at;
    this.provider = await register.provider(unique('Vendor'));
    await app.owner.query('UPDATE provider SET kind = $2 WHERE id = $1', [this.provider, providerKind]);
    this.model = await register.component(unique('Model'), 'language_model', this.provider);
    this.useCase = await register.useCase(unique('Use'), tier, firm, { status });
    await register.requires({ useCase: this.useCase }, [{ component: this.model }]);
  }

  /** Something done to be sure of the use case; it passed, ten days before today. */
  async done(kind: string, more: object = {}, as?: As): Promise<Reply> {
    const subject = { type: 'use_case', id: this.useCase };
    const scope = kind === 'validation' ? { scope: ['performance', 'cyber_controls', 'data_controls'] } : {};
    const body = {
      ...{ kind, legalEntityId: this.at.firm, subject, performedOn: '2026-11-21', outcome: 'passed' },
      ...{ ...scope, ...more },
    };
    const made = await this.at.send('POST', '', body, { as });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return made;
  }

  /** Gives the model another version; returns the hash of what the use case stands on then. */
  async changeStack(version: string): Promise<string> {
    await this.at.app.owner.query('UPDATE component SET release = $2 WHERE id = $1', [this.model, version]);
    const { json } = await this.at.app.send('auditor', 'GET', `/api/v1/use-cases/${this.useCase}`);
    return json['configurationHash'] as unknown as string;
  }

  async rule(made: Reply, ruling: string, configurationHash: string): Promise<void> {
    const body = { ruling, reason: 'Looked at.', configurationHash };
    const { status } = await this.at.send('POST', `/${idIn(made)}/rulings`, body, { as: this.at.second });
    expect(status).toBe(200);
  }

  /** A control that is designed and is said to operate, shown by a document. */
  async control(domain: string, control: string, more: object = {}): Promise<void> {
    const body = {
      ...{ domain, control, level: 'provider', providerId: this.provider, legalEntityId: this.at.firm },
      ...{
        reason: 'Another model.',
        design: 1,
        operating: 1,
        evidenceId: this.at.document,
        validTo: '2028-06-30',
        ...more,
      },
    };
    const made = await this.at.app.send('risk_officer', 'POST', '/api/v1/controls', { body });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
  }

  /** The score as it is now, which its frozen inputs lead to again. */
  async now(as: As = 'auditor', headers: Record<string, string> = {}) {
    await this.keeper.keep();
    const path = `/api/v1/scores/${this.useCase}/${this.provider}`;
    const reply = await this.at.app.send(as, 'GET', path, { headers });
    expect([reply.status, reply.json['reproducible']]).toEqual([200, true]);
    const score = reply.json as unknown as Shown;
    const domain = (code: string) => score.domains.find((one) => one.code === code)!;
    return {
      ...score,
      gate: (code: string) => score.gates.find((one) => one.code === code),
      factor: (of: string, code: string) => domain(of).factors.find((one) => one.code === code),
      control: (of: string, code: string) => domain(of).controls.find((one) => one.code === code)!,
      exposure: (of: string) => domain(of).exposure,
    };
  }
}
