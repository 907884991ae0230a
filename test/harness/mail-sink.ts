import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

export interface ReceivedMail {
  to: string;
  messageId: string;
  subject: string;
  text: string;
  language: string;
  date: Date | undefined;
}

/** What the server does with a message once it has all of it. */
export type Reaction =
  | 'accept'
  /** A passing refusal, 451. */
  | 'refuse'
  /** The same, with the message as it was received in its answer. */
  | 'refuse_quoting'
  /** Keeps the message and never answers. */
  | 'keep_silent'
  /** Keeps the message and answers when it is told to: release(). */
  | 'hold';

/** A real mail server that keeps what it is sent. */
export interface MailSink {
  /** For SMTP_URL. */
  url: string;
  /** In the order of arrival; what was kept in silence included. */
  received: ReceivedMail[];
  reaction: Reaction;
  /** Answers what is held. */
  release(): void;
  /** Resolves once so many messages have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const received: ReceivedMail[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const held: (() => void)[] = [];
  const sink = { reaction: 'accept' as Reaction };
  const receive = async (
    source: string,
    to: string,
    answer: (refusal?: Error | null, message?: string) => void,
  ): Promise<void> => {
    const { reaction } = sink;
    if (reaction === 'refuse') {
      answer(Object.assign(new Error('try again later'), { responseCode: 451 }));
      return;
    }
    const mail = await simpleParser(source);
    if (reaction === 'refuse_quoting') {
      const quoted = (mail.text ?? '').replace(/\s+/g, ' ');
      answer(Object.assign(new Error(`not liked: ${quoted}`), { responseCode: 451 }));
      return;
    }
    received.push({
      to,
      messageId: mail.messageId ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      language: String(mail.headers.get('content-language')),
      date: mail.date,
    });
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    if (reaction === 'hold') held.push(() => answer(null, 'kept'));
    else if (reaction === 'accept') answer(null, 'kept');
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, answer) {
      void text(stream).then(
        (source) => receive(source, session.envelope.rcptTo.map(({ address }) => address).join(), answer),
        () => undefined, // broken off in the middle: not received
      );
    },
  });
  server.on('error', () => undefined); // a client that is killed breaks its connection off
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(sink, {
    url: `smtp://127.0.0.1:${port}`,
    received,
    release: () => held.splice(0).forEach((answer) => answer()),
    arrived: (count: number) =>
      new Promise<void>((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  });
}
