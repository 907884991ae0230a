import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Stable over repeats of the same message, without angle brackets: `<what>@underpin`. */
  messageId: string;
  /** Instant of the message by the business clock. */
  date: Date;
  headers?: Readonly<Record<string, string>>;
}

export interface SendResult {
  /** What the server answered, or the name of the file. */
  response: string;
}

/** Sends mail, by SMTP or, where no server is configured, as one .eml file a message in the outbox folder. */
export abstract class Mailer {
  abstract readonly kind: 'smtp' | 'outbox';
  /** Throws when the message was not accepted; only then may it be sent again. */
  abstract send(mail: Mail): Promise<SendResult>;
  abstract close(): void;
}

/** Milliseconds. A server that stays silent must not hold its connection for the ten minutes that are usual. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 40_000 };

export class SmtpMailer extends Mailer {
  readonly kind = 'smtp';
  readonly #transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.#transport = createTransport(
      { url, ...TIMEOUTS },
      { disableFileAccess: true, disableUrlAccess: true },
    );
  }

  async send(mail: Mail): Promise<SendResult> {
    const info = (await this.#transport.sendMail(messageOf(mail, this.from))) as { response: string };
    return { response: info.response };
  }

  close(): void {
    this.#transport.close();
  }
}

export class OutboxMailer extends Mailer {
  readonly kind = 'outbox';
  readonly #renderer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  /** The file is named after the Message-ID: writing the same message again replaces it, and never doubles it. */
  async send(mail: Mail): Promise<SendResult> {
    const { message } = await this.#renderer.sendMail(messageOf(mail, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${mail.messageId.replace(/[^\w.-]/g, '_')}.eml`;
    const unfinished = join(this.folder, `.${name}.${process.pid}`);
    await writeFile(unfinished, message as Buffer, { mode: 0o600 });
    await rename(unfinished, join(this.folder, name));
    return { response: name };
  }

  close(): void {
    this.#renderer.close();
  }
}

function messageOf(mail: Mail, from: string): object {
  return {
    from,
    to: { name: '', address: mail.to }, // an address object: text with commas cannot become a second recipient
    subject: mail.subject.replace(/[\r\n]+/g, ' '),
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
