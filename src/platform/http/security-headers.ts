import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** For answers that are data. */
const DATA_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
  },
};

/** For the browsable contract: pages of its library, without data of ours. */
const DOCUMENTATION_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

export interface SecurityHeaders {
  data: OutgoingHttpHeaders;
  documentation: OutgoingHttpHeaders;
}

/** The headers of every answer. They depend on the configuration alone, so they are made once, not for each request. */
export function securityHeaders(publicUrl: string | null): SecurityHeaders {
  const encrypted = publicUrl?.startsWith('https:') === true;
  return {
    data: { ...headersOf(DATA_POLICY, encrypted), 'cache-control': 'no-store' },
    documentation: { ...headersOf(DOCUMENTATION_POLICY, encrypted), 'cache-control': 'no-store' },
  };
}

function headersOf(
  contentSecurityPolicy: typeof DATA_POLICY | typeof DOCUMENTATION_POLICY,
  encrypted: boolean,
) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const setHeaders = helmet({
    contentSecurityPolicy,
    strictTransportSecurity: encrypted ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  setHeaders(request, response, () => undefined); // it throws what it refuses
  return response.getHeaders();
}
