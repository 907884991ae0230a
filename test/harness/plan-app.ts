import { expect } from '@jest/globals';
import { addDays, localDate } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, type As, idOf } from './arrangement-app.js';
import type { Reply } from './app.js';

export const PLANS = '/api/v1/contingency-plans';

interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** A register with a use case that stands on a model, and plans for it; on 1 December 2026 in Hong Kong. */
export class PlanApp {
  readonly app;
  readonly register;
  useCase = '';
  /** Sees the other legal entity alone. */
  local: As = null;

  private constructor(readonly at: ArrangementApp) {
    this.app = at.app;
    this.register = at.register;
  }

  static async start(useCase: { tier?: string; toleranceHours?: number } = {}): Promise<PlanApp> {
    const started = new PlanApp(await ArrangementApp.start());
    const { at, app, register } = started;
    const { tier = 'T2', toleranceHours = 8 } = useCase;
    started.useCase = await register.useCase('Research', tier, at.firm, { toleranceHours });
    await app.owner.query(`UPDATE use_case SET critical_operation = 'no'`);
    await register.requires({ useCase: started.useCase }, [{ component: at.model }]);
    await register.endsAt(at.model);
    started.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    return started;
  }

  body(more: object = {}): Record<string, unknown> {
    return {
      ...{ legalEntityId: this.at.firm, useCaseId: this.useCase, name: `Plan ${newId()}` },
      ...{ covers: ['provider_failure', 'own_suspension'], strategy: 'stop_service' },
      ...{ ownerId: this.app.people.procurement, validTo: '2027-11-30' },
      ...more,
    };
  }

  send(
    method: string,
    path: string,
    body?: object,
    { as = 'risk_officer', ...more }: Sent = {},
  ): Promise<Reply> {
    return this.app.send(as, method, PLANS + path, { ...(body ? { body } : {}), ...more });
  }

  post(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', '', this.body(more), sent);
  }

  get(made: Reply | string, as: As = 'auditor'): Promise<Reply> {
    return this.send('GET', `/${typeof made === 'string' ? made : idOf(made)}`, undefined, { as });
  }

  async patch(made: Reply, body: object, as?: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('PATCH', `/${idOf(made)}`, body, { ifMatch: etag, as });
  }

  async retire(made: Reply): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('DELETE', `/${idOf(made)}`, undefined, { ifMatch: etag });
  }

  /** Submits, approves, returns or rejects the plan as it is. */
  async decide(made: Reply, verb: string, body: object | undefined, as: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('POST', `/${idOf(made)}/${verb}`, body, { ifMatch: etag, as });
  }

  /** By a second person. */
  async approve(made: Reply): Promise<Reply> {
    expect((await this.decide(made, 'submit', undefined, 'risk_officer')).status).toBe(200);
    const approved = await this.decide(made, 'approve', {}, 'senior_manager');
    expect([approved.status, approved.json['state']]).toEqual([200, 'approved']);
    return approved;
  }

  /** An approved plan. */
  async approved(more: object = {}): Promise<Reply> {
    const made = await this.post(more);
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return this.approve(made);
  }

  exercise(plan: Reply, more: object = {}, sent: Sent = {}): Promise<Reply> {
    const body = {
      ...{ exercisedOn: '2026-11-02', covers: plan.json['covers'], outcome: 'succeeded' },
      ...{ measuredRecoveryHours: 3, ...more },
    };
    return this.send('POST', `/${idOf(plan)}/exercises`, body, sent);
  }

  async changeExercise(plan: Reply, exercise: Reply, body: object): Promise<Reply> {
    const path = `/${idOf(plan)}/exercises/${idOf(exercise)}`;
    const { etag } = await this.send('GET', path);
    return this.send('PATCH', path, body, { ifMatch: etag });
  }

  async retireExercise(plan: Reply, exercise: Reply): Promise<Reply> {
    const path = `/${idOf(plan)}/exercises/${idOf(exercise)}`;
    const { etag } = await this.send('GET', path);
    return this.send('DELETE', path, undefined, { ifMatch: etag });
  }

  /**
   * Moves business time to the clock that stamps history, for tests that ask what something was worth as of an instant of it.
   * @returns the day so many days from then, in Hong Kong
   */
  async atTimeOfHistory(): Promise<(ahead: number) => string> {
    const instant = await this.app.instant();
    await this.app.setClock(instant);
    return (ahead) => addDays(localDate(new Date(instant), 'Asia/Hong_Kong'), ahead);
  }

  async standing(plan: Reply): Promise<unknown> {
    return (await this.get(plan)).json['planState'];
  }
}
