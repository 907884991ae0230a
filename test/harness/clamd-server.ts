import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A clamd as far as INSTREAM goes: what holds the signature is found, what it is told to do instead, it does. */
export class ClamdServer {
  /** What it read last. */
  seen: Buffer = Buffer.alloc(0);
  #mood: 'well' | 'silent' | 'confused' = 'well';

  private constructor(private readonly server: Server) {}

  static async start(signature: string): Promise<ClamdServer> {
    const server = createServer();
    const clamd = new ClamdServer(server);
    server.on('connection', (socket) => clamd.#serve(socket, signature));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return clamd;
  }

  get url(): string {
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  be(mood: 'well' | 'silent' | 'confused'): void {
    this.#mood = mood;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  #serve(socket: Socket, signature: string): void {
    let received: Buffer = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const content = contentOf(received);
      if (content === null) return;
      this.seen = content;
      if (this.#mood === 'silent') socket.destroy();
      else if (this.#mood === 'confused') socket.end('INSTREAM size limit exceeded. ERROR\0');
      else socket.end(content.includes(signature) ? 'stream: Test-Signature FOUND\0' : 'stream: OK\0');
    });
  }
}

/** The chunks put together; null while the last one is not there. */
function contentOf(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (!received.subarray(0, command.length).equals(Buffer.from(command))) return null;
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
