import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../platform/config/config.js';
import { StartupError } from '../platform/startup-error.js';

/** Opens the port and returns the address under which this process answers. */
export async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  try {
    await app.init();
    // Not by way of Nest, which would log a port in use as a failure of its own beside the one sentence.
    const fastify = app.getHttpAdapter().getInstance();
    const address = await fastify.listen({ port: config.port, host: config.host });
    return config.publicUrl ?? address.replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EADDRINUSE') {
      throw new StartupError(
        `Port ${config.port} is in use: stop the program that holds it, or set the environment variable PORT to another one.`,
        { cause },
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartupError(
        `The address ${config.host}:${config.port} cannot be opened (${String(code)}): set the environment variables HOST and PORT to one that this user may open.`,
        { cause },
      );
    }
    throw cause;
  }
}
