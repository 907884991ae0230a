#!/usr/bin/env node
/**
 * Walks through due diligence on a new provider, over HTTP alone, as the people of a firm would: procurement registers it with
 * its model and contract, the provider answers over a link, somebody is refused the approval of their own work, somebody else
 * approves, a contingency plan is written and exercised; and the score falls, step by step, and says why.
 *
 *   npm run tour [-- --url http://localhost:3000] [--credentials .data/demo-credentials.json]
 *
 * It needs a running Underpin with the demonstration, whose accounts it uses, and adds records of its own each time.
 * Exit status: 0 as told · 1 something went otherwise · 2 nothing to talk to.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    credentials: { type: 'string', default: '.data/demo-credentials.json' },
  },
});
const run = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
/** A day so many days from today in Hong Kong, YYYY-MM-DD. */
const inDays = (days) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

let step = 0;
const say = (text) => console.log(`\n${++step}. ${text}`);
const note = (text) => console.log(`   ${text}`);

class Otherwise extends Error {}
const keys = readKeys();

function readKeys() {
  try {
    return JSON.parse(readFileSync(options.credentials, 'utf8'));
  } catch {
    console.error(
      `No accounts in ${options.credentials}: start Underpin with its demonstration first (npm start).`,
    );
    process.exit(2);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends a request as a role, and refuses another status than the one expected. */
async function send(role, method, path, body, { ifMatch, token, status } = {}) {
  const isForm = body instanceof FormData;
  const response = await fetch(`${options.url}/api/v1${path}`, {
    method,
    headers: {
      ...(role === null ? {} : { authorization: `Bearer ${keys[role].apiKey}` }),
      ...(token ? { 'questionnaire-token': token } : {}),
      ...(ifMatch ? { 'if-match': ifMatch } : {}),
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  // Who has no account may ask a little less often than this script does.
  if (response.status === 429) {
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1));
    return send(role, method, path, body, { ifMatch, token, status });
  }
  const text = await response.text();
  const json = text === '' ? null : JSON.parse(text);
  const expected = status ?? (method === 'POST' && !token ? 201 : 200);
  if (response.status !== expected) {
    throw new Otherwise(
      `${method} ${path} as ${role ?? 'the provider'}: ${response.status} instead of ${expected}\n${text}`,
    );
  }
  return { json, etag: response.headers.get('etag') };
}
const act = (role, path, made, body, more = {}) =>
  send(role, 'POST', path, body, { ifMatch: made.etag, status: 200, ...more });

function documentOf(name, text) {
  const form = new FormData();
  form.append('name', name);
  form.append('file', new Blob([`%PDF-1.7\n% ${text}\n%%EOF\n`]), `${name.replaceAll(' ', '-')}.pdf`);
  return form;
}

/** What the worker brings about, as soon as it is there. */
async function until(look) {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Otherwise('nothing came of it within a minute; is the worker running?');
    await pause(250);
  }
}

/** The score of the use under its contract, as soon as it is as wanted. */
function scoreAfter(use, subject, isAsWanted) {
  return until(async () => {
    const response = await fetch(`${options.url}/api/v1/scores/${use}/${subject}`, {
      headers: { authorization: `Bearer ${keys.auditor.apiKey}` },
    });
    const score = response.status === 200 ? await response.json() : null;
    return score && isAsWanted(score) && score;
  });
}

const told = { residual: Infinity };
function tell(score, what, { falls = true } = {}) {
  const duties = score.failedDuties.map(({ rule }) => rule).join(', ') || 'none';
  note(
    `${what}: residual ${score.residual.toFixed(1)}, reported ${score.reported.toFixed(1)} (${score.band}); failed duties: ${duties}`,
  );
  if (falls ? score.residual >= told.residual : score.residual > told.residual) {
    throw new Otherwise(`the score did not fall: ${told.residual} → ${score.residual}`);
  }
  told.residual = score.residual;
}

async function main() {
  say('Procurement registers a firm’s new use, a provider that no catalogue knows, and its model.');
  const firm = await send('admin', 'POST', '/legal-entities', {
    name: `Example Tour Securities Limited ${run} (fictional)`,
    nameZhHant: `示例導覽證券有限公司 ${run}（虛構）`,
    kind: 'licensed_corporation',
    jurisdiction: 'HK',
  });
  const provider = await send('procurement', 'POST', '/providers', {
    ...{ name: `Example Tour Models ${run} (fictional)`, nameZhHant: `示例導覽模型 ${run}（虛構）` },
    ...{ substitutability: 'medium', ultimateParentStatus: 'none' },
  });
  const model = await send('procurement', 'POST', '/components', {
    ...{ name: `Tour model ${run}`, nameZhHant: `導覽模型 ${run}`, kind: 'language_model' },
    ...{
      providerId: provider.json.id,
      deployment: 'multi_tenant_saas',
      pinning: 'pinned',
      transparency: 'partial',
    },
    ...{ baseModelStatus: 'none', substitutability: 'medium' },
  });
  const use = await send('procurement', 'POST', '/use-cases', {
    ...{
      name: `Summaries for analysts ${run}`,
      nameZhHant: `分析員摘要 ${run}`,
      legalEntityIds: [firm.json.id],
    },
    ...{ purposes: ['other'], recipients: ['internal'], afterSalesOnly: 'no', clientsInteract: 'no' },
    ...{ affectsClients: 'yes', criticalOperation: 'no', dataClasses: ['internal'], toleranceHours: 24 },
    ...{ developmentFlags: ['off_the_shelf'], impact: { firm: 'medium', clients: 'low' } },
  });
  await send('procurement', 'POST', '/requirements', {
    ...{
      dependentType: 'use_case',
      dependentId: use.json.id,
      label: 'Language model',
      upstreamDisclosed: 'yes',
    },
    alternatives: [{ componentId: model.json.id }],
  });
  note(`tier ${use.json.tier}`);
  tell(await scoreAfter(use.json.id, provider.json.id, () => true), 'without a contract');

  say('Procurement records the contract, with a capped indemnity for what the model puts out.');
  const contract = await send('procurement', 'POST', '/arrangements', {
    ...{
      legalEntityId: firm.json.id,
      reference: `Tour ${run}`,
      kind: 'contract',
      providerId: provider.json.id,
    },
    ...{ componentIds: [model.json.id], startsOn: inDays(-30), endsOn: inDays(700), autoRenews: 'no' },
    ...{ noticeDaysFirm: 60, noticeDaysProvider: 90, reliance: 'material', substitutability: 'medium' },
    ...{ retention: 'up_to_30_days', trainingUse: 'contractually_excluded', chain: 'disclosed_two_tiers' },
    ...{ privacyTerms: 'evidenced', auditRights: 'partial', termsOfUse: 'allowed' },
    territorySupport: [{ jurisdiction: 'HK', status: 'supported', source: 'Clause 3', checkedOn: today }],
  });
  await send('procurement', 'POST', `/arrangements/${contract.json.id}/indemnities`, {
    ...{ risk: 'ip_output', protection: 'capped', cap: { amountMinor: 500_000_000, currency: 'HKD' } },
    ...{ capBase: 'per_year', conditionsStatus: 'none', clause: 'Clause 12' },
  });
  const subject = contract.json.id;
  const coverage = await until(async () => {
    const { json } = await send('auditor', 'GET', `/indemnity-coverage?useCaseId=${use.json.id}`);
    return json.items.some(({ payer }) => payer === 'somebody') && json.items;
  });
  tell(await scoreAfter(use.json.id, subject, () => true), 'with the contract');
  for (const { risk, payer, because } of coverage) note(`${risk}: ${payer} — ${because}`);

  say('Procurement sends the provider its questions by a link.');
  const standard = await send('procurement', 'POST', '/evidence', documentOf('Acceptance standard', run));
  const begun = await send('procurement', 'POST', '/assessments', {
    ...{ templateVersion: 'provider@1', legalEntityId: firm.json.id, method: 'provider_answers' },
    ...{ subject: { type: 'provider', id: provider.json.id }, acceptanceStandardId: standard.json.id },
    dueOn: inDays(30),
  });
  const path = `/assessments/${begun.json.id}`;
  const link = await send(
    'procurement',
    'POST',
    `${path}/links`,
    { recipient: 'Security team' },
    { ifMatch: begun.etag },
  );
  const { token } = link.json;
  note(`works until ${link.json.expiresAt}`);

  say('The provider opens them in one request, and answers one by one.');
  const opened = await send(null, 'GET', '/questionnaire', undefined, { token });
  const template = await send('procurement', 'GET', '/questionnaire-templates/provider@1');
  const best = new Map(template.json.questions.map((question) => [question.code, bestOf(question)]));
  for (const { code, evidence } of opened.json.questions) {
    await send(null, 'PUT', `/questionnaire/answers/${code}`, { value: best.get(code) }, { token });
    if (evidence !== 'required') continue;
    const file = new FormData();
    file.append('file', new Blob([`%PDF-1.7\n% ${code} ${run}\n%%EOF\n`]), `${code}.pdf`);
    await send(null, 'POST', `/questionnaire/answers/${code}/documents`, file, { token, status: 201 });
  }
  const done = await send(null, 'POST', '/questionnaire/submit', undefined, { token });
  note(`${done.json.answered} answers`);

  say(
    'Procurement answers what only the firm can, concludes, and submits. A risk officer adds a finding first.',
  );
  const back = await send('procurement', 'GET', path);
  const answers = template.json.questions
    .filter(({ from }) => from === 'firm')
    .map(({ code, evidence }) => ({
      ...{ question: code, value: best.get(code), sourceKind: 'own_judgement' },
      ...(evidence === 'none' ? {} : { evidenceIds: [standard.json.id] }),
    }));
  const conclusions = template.json.sections.map(({ code }) => ({
    ...{ section: code, conclusion: code === 'resources' ? 'gaps' : 'meets' },
    ...{ reasons: 'As answered, and as the documents show.', evidenceIds: [standard.json.id] },
  }));
  const concluded = await send(
    'procurement',
    'PATCH',
    path,
    { answers, conclusions },
    { ifMatch: back.etag },
  );
  const people = await send('admin', 'GET', '/users?limit=200');
  const officer = people.json.items.find(({ email }) => email === keys.risk_officer.email);
  const found = await act('risk_officer', `${path}/findings`, concluded, {
    ...{ section: 'resources', text: 'Its accounts of the last year are not published.', severity: 'low' },
    ...{ ownerId: officer.id, dueOn: inDays(60) },
  });
  const submitted = await act('procurement', `${path}/submit`, found);
  note(`content ${submitted.json.contentHash.slice(0, 16)}…`);

  say('The risk officer, who had a hand in it, is refused; the senior manager approves.');
  const refused = await act(
    'risk_officer',
    `${path}/approve`,
    submitted,
    { reason: 'Fine.' },
    { status: 409 },
  );
  note(`${refused.json.type}: ${refused.json.detail}`);
  const before = await send('auditor', 'GET', `/scores/${use.json.id}/${subject}`);
  const approved = await act('senior_manager', `${path}/approve`, submitted, {
    reason: 'The gap is small and followed up.',
  });
  note(`valid until ${approved.json.validTo}`);
  const isOpen = ({ failedDuties }, rule) => failedDuties.some((duty) => duty.rule === rule);
  if (!isOpen(before.json, 'R-26'))
    throw new Otherwise('due diligence was not among the failed duties before');
  tell(await scoreAfter(use.json.id, subject, (score) => !isOpen(score, 'R-26')), 'with due diligence');

  say('The risk officer writes a contingency plan, the senior manager approves it, and it is exercised.');
  const plan = await send('risk_officer', 'POST', '/contingency-plans', {
    ...{ name: `Summaries by hand ${run}`, legalEntityId: firm.json.id, useCaseId: use.json.id },
    ...{ covers: ['provider_failure', 'own_suspension'], strategy: 'manual_procedure', recoveryHours: 4 },
    ...{
      manualProcedure: 'Analysts read the documents themselves.',
      steps: 'Tell the analysts; take the list of documents.',
    },
    ...{ ownerId: officer.id, validTo: inDays(360) },
  });
  const plans = `/contingency-plans/${plan.json.id}`;
  const put = await act('risk_officer', `${plans}/submit`, plan);
  await act('senior_manager', `${plans}/approve`, put, {});
  const planned = await scoreAfter(use.json.id, subject, (score) => !isOpen(score, 'R-29b'));
  tell(planned, 'with a plan that nobody has exercised', { falls: false });
  await send('risk_officer', 'POST', `${plans}/exercises`, {
    ...{ exercisedOn: today, covers: ['provider_failure', 'own_suspension'], measuredRecoveryHours: 3 },
    ...{ outcome: 'succeeded', performedBy: officer.id },
  });
  const exercised = await scoreAfter(use.json.id, subject, ({ residual }) => residual < told.residual);
  tell(exercised, 'with a plan that was exercised');

  say('What moved the score, from the newest:');
  const history = await send('auditor', 'GET', `/scores/${use.json.id}/${subject}/history`);
  for (const { residual, movedBy } of history.json.items) {
    const names = movedBy.slice(0, 3).map(({ name, fromText, toText }) => `${name}: ${fromText} → ${toText}`);
    note(`${residual.toFixed(1)}  ${names.join('; ') || 'first recorded'}`);
  }
  console.log('\nAs told.');
}

/** The answer that meets what is asked. */
function bestOf({ type, gapWhen, options: choices }) {
  if (type === 'yes_no') return gapWhen === 'yes' ? 'no' : 'yes';
  if (type === 'choice') return (choices.find(({ grade }) => grade === 'meets') ?? choices[0]).code;
  return { number: 12, date: inDays(-100), text: 'As described in the documents.' }[type];
}

try {
  await main();
} catch (error) {
  const isAway = error instanceof TypeError && error.message === 'fetch failed';
  console.error(
    isAway
      ? `Nothing answers at ${options.url}: start Underpin first (npm start).`
      : error instanceof Otherwise
        ? error.message
        : error,
  );
  process.exit(isAway ? 2 : 1);
}
