import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

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

/** What concerns pages alone is left out: each header costs every answer, and data is no page. */
const FOR_DATA = {
  contentSecurityPolicy: DATA_POLICY,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;
const FOR_DOCUMENTATION = {
  contentSecurityPolicy: DOCUMENTATION_POLICY,
  crossOriginOpenerPolicy: { policy: 'same-origin' },
} as const;

export interface SecurityHeaders {
  data: OutgoingHttpHeaders;
  documentation: OutgoingHttpHeaders;
}

/** The headers of every answer. They depend on the configuration alone, so they are made once, not for each request. */
export function securityHeaders(publicUrl: string | null): SecurityHeaders {
  const encrypted = publicUrl?.startsWith('https:') === true;
  return {
    data: { ...headersOf({ ...common(encrypted), ...FOR_DATA }), 'cache-control': 'no-store' },
    documentation: {
      ...headersOf({ ...common(encrypted), ...FOR_DOCUMENTATION }),
      'cache-control': 'no-store',
    },
  };
}

function common(encrypted: boolean) {
  return {
    strictTransportSecurity: encrypted ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  } as const;
}

function headersOf(options: HelmetOptions): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const setHeaders = helmet(options);
  setHeaders(request, response, () => undefined); // it throws what it refuses
  return response.getHeaders();
}
