import { ObligationPlanner } from '../../src/modules/obligations/planner.js';
import { ReminderSender } from '../../src/modules/obligations/sender.js';
import { ReminderSweeper } from '../../src/modules/obligations/sweeper.js';
import { startApp, type TestApp } from './app.js';
import { type MailSink, type ReceivedMail, startMailSink } from './mail-sink.js';
import { RegisterWriter } from './register.js';
import { itemsOf } from './replies.js';

/** A running application with a mail server, and the periodic work of the worker to be done on demand. */
export interface Reminding {
  app: TestApp;
  mail: MailSink;
  register: RegisterWriter;
  /** Moves the business clock and does what a worker does in one round. */
  at(instant: string): Promise<void>;
  round(): Promise<void>;
  /** Makes a component that retires, a use case that depends on it, and the use case's technology owner. */
  dependency(
    name: string,
    retiresOn: string,
  ): Promise<{ componentId: string; useCaseId: string; owner: Owner }>;
  owner(locale?: string): Promise<Owner>;
  setOwner(useCaseId: string, owner: Owner | null): Promise<void>;
  /** What the ledger says: `step channel` of every line, oldest first. */
  ledger(recipientId: string): Promise<string[]>;
  /** The mails that arrived for somebody. */
  mailTo(owner: Owner): ReceivedMail[];
  /** The reminders that somebody reads in the application, the latest first. */
  inbox(owner: Owner): Promise<InboxItem[]>;
  /** The steps of each reminder in the inbox, oldest first. */
  stepsInInbox(owner: Owner): Promise<string[]>;
  /** The states of the obligations about a component, one a cycle. */
  stateOf(componentId: string): Promise<string[]>;
  retireOn(componentId: string, date: string | null): Promise<unknown>;
  close(): Promise<void>;
}

export interface InboxItem {
  id: string;
  readAt: string | null;
  steps: { step: string; dueOn: string; because: string }[];
}

export interface Owner {
  id: string;
  key: string;
  email: string;
}

let counter = 0;

export async function startReminding(): Promise<Reminding> {
  const mail = await startMailSink();
  const app = await startApp({ SMTP_URL: mail.url, PUBLIC_URL: 'https://register.example' });
  const register = new RegisterWriter(app.owner);
  const entityId = await register.legalEntity('Harbour Securities');

  const round = async (): Promise<void> => {
    await app.nest.get(ObligationPlanner).planChanged();
    await app.nest.get(ReminderSweeper).run();
    await app.nest.get(ReminderSender).run();
  };
  const owner = async (locale = 'en'): Promise<Owner> => {
    const { id, key } = await app.person({ roles: ['procurement'] });
    await app.owner.query('UPDATE person SET locale = $2 WHERE id = $1', [id, locale]);
    return { id, key, email: `${id}@example.com` };
  };
  const setOwner = async (useCaseId: string, who: Owner | null): Promise<void> => {
    await app.owner.query('UPDATE use_case SET technology_owner_id = $2 WHERE id = $1', [
      useCaseId,
      who?.id ?? null,
    ]);
  };
  const inbox = async ({ key }: Owner): Promise<InboxItem[]> =>
    itemsOf(await app.send({ key }, 'GET', '/api/v1/reminders?limit=200')) as unknown as InboxItem[];
  return {
    app,
    mail,
    register,
    round,
    owner,
    setOwner,
    at: async (instant) => {
      await app.setClock(instant);
      await round();
    },
    dependency: async (name, retiresOn) => {
      const componentId = await register.component(name, 'language_model', null, { retiresOn });
      // Not used yet: what is asked for is about the component alone.
      const useCaseId = await register.useCase(`Use ${++counter}`, 'T2', entityId, { status: 'planned' });
      await register.requires({ useCase: useCaseId }, [{ component: componentId }]);
      const who = await owner();
      await setOwner(useCaseId, who);
      return { componentId, useCaseId, owner: who };
    },
    ledger: async (recipientId) => {
      const { rows } = await app.owner.query<{ line: string }>(
        `SELECT d.step || ' ' || d.channel || ' ' || coalesce(r.state, '-') AS line
           FROM delivery d LEFT JOIN reminder r ON r.id = d.reminder_id
          WHERE d.recipient_id = $1 ORDER BY d.planned_for, d.channel, d.due_on`,
        [recipientId],
      );
      return rows.map(({ line }) => line);
    },
    mailTo: ({ email }) => mail.received.filter(({ to }) => to === email),
    inbox,
    stepsInInbox: async (who) =>
      (await inbox(who)).map(({ steps }) => steps.map(({ step }) => step).join('+')).reverse(),
    stateOf: async (componentId) => {
      const { rows } = await app.owner.query<{ state: string }>(
        'SELECT state FROM obligation WHERE source_id = $1 ORDER BY cycle',
        [componentId],
      );
      return rows.map(({ state }) => state);
    },
    retireOn: (componentId, date) =>
      app.owner.query('UPDATE component SET retires_on = $2 WHERE id = $1', [componentId, date]),
    close: async () => {
      await app.close();
      await mail.close();
    },
  };
}
