import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object store that speaks as much of the S3 protocol as keeping and reading whole objects takes. */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  readonly requests: string[] = [];
  isDown = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Server> {
    const server = createServer((request, response) => void store.#serve(request, response));
    const store = new S3Server(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return store;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    this.requests.push(`${request.method} ${key}`);
    if (this.isDown) return void response.writeHead(503).end();
    // Who asks must have signed; what the signature is worth is for the real store to say.
    if (!/^AWS4-HMAC-SHA256 Credential=the-key\//.test(request.headers.authorization ?? '')) {
      return void response.writeHead(403).end();
    }
    const found = this.objects.get(key);
    if (request.method === 'PUT') {
      const body = Buffer.concat(chunks);
      const digest = createHash('sha256').update(body).digest('base64');
      if (request.headers['x-amz-checksum-sha256'] !== digest) return void response.writeHead(400).end();
      this.objects.set(key, body);
      return void response.writeHead(200).end();
    }
    if (!found) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': found.length });
    response.end(request.method === 'HEAD' ? undefined : found);
  }
}
