import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What a scanner says of a file. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly signature: string };

const SILENCE_MS = 60_000;
const CHUNK = 64 * 1024;

/**
 * Asks clamd about a file, over its INSTREAM command (clamd(8)): chunks with their length before them, an empty one at the
 * end, and one line back.
 */
export class Clamd {
  /** @param address tcp://host:port, or unix:///path */
  constructor(private readonly address: string) {}

  /** @throws where the scanner does not answer, or not with a verdict: what nobody has looked at is not clean */
  async scan(path: string): Promise<Verdict> {
    const socket = this.#connect();
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('clamd is silent')));
    const answer = answerOf(socket);
    answer.catch(() => undefined); // awaited below; until then it is nobody's fault
    try {
      await send(socket, path);
    } catch {
      // The scanner may have refused and closed: what it said decides, or that it said nothing.
    }
    return verdictOf(await answer);
  }

  #connect(): Socket {
    const url = new URL(this.address);
    return url.protocol === 'unix:'
      ? connect({ path: url.pathname })
      : connect({ host: url.hostname, port: Number(url.port) });
  }
}

async function send(socket: Socket, path: string): Promise<void> {
  await written(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE((chunk as Buffer).length);
    await written(socket, Buffer.concat([length, chunk as Buffer]));
  }
  await written(socket, Buffer.alloc(4));
}

function written(socket: Socket, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString('utf8')));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, or an error of its own. */
function verdictOf(answer: string): Verdict {
  const text = answer.replaceAll('\0', '').trim();
  if (text === 'stream: OK') return { clean: true };
  const signature = /^stream: (.+) FOUND$/.exec(text)?.[1];
  if (signature === undefined) throw new Error(`clamd gave no verdict: ${text.slice(0, 200)}`);
  return { clean: false, signature };
}
