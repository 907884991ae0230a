import type { Reply, TestApp } from './app.js';

/**
 * A firm beside the demonstration, registered through the API alone. Two high-risk uses, each on one model vendor with the
 * other as a tested fallback; both vendors stand behind one edge network. Personal data goes to machines of others, and a
 * library of the first vendor has a vulnerability that is exploited.
 */
export interface SecondFirm {
  /** Slug → id. */
  id: Readonly<Record<string, string>>;
  /** The subject on which every gate is open. */
  subject: string;
}

/** A day before the present one, YYYY-MM-DD. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

export async function registerSecondFirm(app: TestApp): Promise<SecondFirm> {
  const post = async (path: string, body: object, as: 'procurement' | 'admin' = 'procurement') => {
    const reply = await app.send(as, 'POST', `/api/v1${path}`, { body });
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply;
  };
  const idOf = ({ json }: Reply): string => String(json['id']);
  const provider = async (name: string, nameZhHant: string): Promise<string> =>
    idOf(
      await post('/providers', {
        ...{ name, nameZhHant, substitutability: 'medium', ultimateParentStatus: 'none' },
      }),
    );
  const component = async (body: object): Promise<string> =>
    idOf(await post('/components', { substitutability: 'medium', baseModelStatus: 'none', ...body }));
  const requires = (dependentType: string, dependentId: string, label: string, ...alternatives: object[]) =>
    post('/requirements', { dependentType, dependentId, label, upstreamDisclosed: 'yes', alternatives });
  const tested = { fallbackEvidence: 'tested_in_tolerance', testedOn: daysAgo(30) };

  const firm = idOf(
    await post(
      '/legal-entities',
      {
        name: 'Example Harbour Securities Limited (fictional)',
        nameZhHant: '示例海港證券有限公司（虛構）',
        kind: 'licensed_corporation',
      },
      'admin',
    ),
  );
  const northVendor = await provider('North Models', '北方模型公司');
  const southVendor = await provider('South Models', '南方模型公司');
  const edgeVendor = await provider('Harbour Edge', '海港邊緣公司');
  const service = { deployment: 'multi_tenant_saas' };
  const edge = await component({
    ...{ name: 'Harbour edge network', nameZhHant: '海港邊緣網絡', kind: 'network_edge' },
    ...{ ...service, providerId: edgeVendor },
  });
  const north = await component({
    ...{ name: 'North model', nameZhHant: '北方模型', kind: 'language_model' },
    ...{ ...service, providerId: northVendor },
  });
  const south = await component({
    ...{ name: 'South model', nameZhHant: '南方模型', kind: 'language_model' },
    ...{ ...service, providerId: southVendor },
  });
  const library = await component({
    ...{ name: 'North library', nameZhHant: '北方程式庫', kind: 'library' },
    ...{ deployment: 'self_hosted', providerId: northVendor },
  });
  await requires('component', edge, 'End of the chain');
  const ofNorth = idOf(await requires('component', north, 'Edge network', { componentId: edge }));
  const ofSouth = idOf(await requires('component', south, 'Edge network', { componentId: edge }));

  const useCase = async (name: string, nameZhHant: string): Promise<string> => {
    const made = await post('/use-cases', {
      ...{ name, nameZhHant, legalEntityIds: [firm], purposes: ['investment_advice'] },
      ...{ recipients: ['client'], afterSalesOnly: 'no', clientsInteract: 'yes', affectsClients: 'yes' },
      ...{ criticalOperation: 'no', dataClasses: ['personal'], impact: { firm: 'high', clients: 'high' } },
    });
    const path = `/api/v1/use-cases/${idOf(made)}/status`;
    const live = await app.send('risk_officer', 'POST', path, {
      body: { status: 'live' },
      ifMatch: made.etag,
    });
    if (live.status !== 200) throw new Error(`${path}: ${live.status} ${live.text}`);
    return idOf(made);
  };
  const advice = await useCase('Advice to clients', '向客戶提供意見');
  const replies = await useCase('Replies to investors', '回覆投資者');
  await requires(
    'use_case',
    advice,
    'Language model',
    { componentId: north },
    { componentId: south, ...tested },
  );
  await requires('use_case', advice, 'Library', { componentId: library });
  await requires(
    'use_case',
    replies,
    'Language model',
    { componentId: south },
    { componentId: north, ...tested },
  );

  const exploited = idOf(
    await post(`/components/${library}/vulnerabilities`, {
      ...{ identifier: 'CVE-2026-41001', foundOn: daysAgo(3), knownExploited: 'yes', vex: 'affected' },
    }),
  );
  await post(`/components/${library}/scans`, { scannedOn: daysAgo(2), tool: 'scanner', result: 'findings' });
  return {
    id: {
      ...{ firm, northVendor, southVendor, edgeVendor, edge, north, south, library, ofNorth, ofSouth },
      ...{ advice, replies, exploited },
    },
    subject: `/api/v1/scores/${advice}/${northVendor}`,
  };
}
