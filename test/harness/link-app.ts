import type { Reply, TestApp } from './app.js';
import { type As, AssessmentApp, idIn } from './assessment-app.js';
import { itemsOf } from './replies.js';

export const QUESTIONNAIRE = '/api/v1/questionnaire';

interface Sent {
  as?: As;
  headers?: Record<string, string>;
}

/** Sends a link to answer an assessment over. */
export function sendLink(
  at: AssessmentApp,
  made: Reply,
  body: object,
  { as, headers }: Sent = {},
): Promise<Reply> {
  return at.app.send(as ?? 'procurement', 'POST', `/api/v1/assessments/${idIn(made)}/links`, {
    body: { recipient: 'Security team', ...body },
    ifMatch: made.etag,
    ...(headers ? { headers } : {}),
  });
}

/** The links of an assessment, the first made first. */
export async function linksOf(
  at: AssessmentApp,
  made: Reply,
  query = '',
): Promise<Record<string, unknown>[]> {
  return itemsOf(await at.send('GET', `/${idIn(made)}/links?sort=createdAt${query}`));
}

/** A request over a link, from an address of the network where that is read from what a proxy says. */
export function over(
  app: TestApp,
  token: string,
  method: string,
  path = '',
  { body, from }: { body?: object; from?: string } = {},
): Promise<Reply> {
  return app.send(null, method, QUESTIONNAIRE + path, {
    ...(body ? { body } : {}),
    headers: { 'questionnaire-token': token, ...(from ? { 'x-forwarded-for': from } : {}) },
  });
}
