import { parseCookies } from 'better-auth/cookies';
import { cookieNames } from './library-options.js';
import { JOURNEY_SECONDS } from './oidc-provider.js';

/** The cookie that ties a journey through the identity provider to the browser that began it. */
export function journeyCookie(baseUrl: string, journey: string): string {
  return attributes(baseUrl, journey, JOURNEY_SECONDS);
}

export function endOfJourney(baseUrl: string): string {
  return attributes(baseUrl, '', 0);
}

export function journeyOf(baseUrl: string, cookies: string): string | undefined {
  return parseCookies(cookies).get(cookieNames(baseUrl).oidc);
}

function attributes(baseUrl: string, value: string, maxAge: number): string {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieNames(baseUrl).oidc}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}
