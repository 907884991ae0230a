import type { Config } from './config.js';

/** The address under which people reach this installation. Never taken from a request: links in mails carry it. */
export function publicAddressOf({ publicUrl, port }: Config): string {
  return publicUrl ?? `http://localhost:${port}`;
}
