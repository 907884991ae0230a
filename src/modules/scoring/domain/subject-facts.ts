import type { ComponentFacts, GraphFacts, SubjectFacts, YesNo } from '../engine/facts.js';
import type { Tier } from '../engine/graph/graph-method.js';
import { type Method, type TableName, valueOf } from '../engine/method.js';
import { UNKNOWN_FACTS } from '../engine/written-subject.js';

/** What a score reads of a use case. */
export interface ScoredUseCase {
  id: string;
  tier: Tier;
  provisional: boolean;
  lowestTier: Tier;
  status: string;
  recipients: string[];
  clientsInteract: YesNo;
  affectsClients: YesNo;
  criticalOperation: YesNo;
  dataClasses: string[];
  impactFirm: string;
  impactClients: string;
}

/** What a score reads of a provider; null where it is not recorded. */
export interface ScoredProvider {
  kind: string;
  viability: string;
  modelRiskFramework: string;
}

/** What a score reads of a component, with what was found out about it. */
export interface ScoredComponent extends ComponentFacts {
  kind: string;
  deployment: string;
  pinning: string;
  transparency: string;
}

const MODEL_KINDS: ReadonlySet<string> = new Set(['language_model', 'embedding_model']);
const LIVE: ReadonlySet<string> = new Set(['live', 'suspended']);

/**
 * The facts of a subject that no arrangement covers: what the register holds of the use case, the provider and the
 * components; everything that a contract, a due diligence or an assurance would say is unknown.
 * @param components the subject's, at least one: each record, and the facts that go into the frozen inputs
 * @param otherHighRisk read where there is no graph
 */
export function subjectFacts(
  useCase: ScoredUseCase,
  provider: ScoredProvider | null,
  components: readonly { readonly record: ScoredComponent; readonly facts: ComponentFacts }[],
  graph: GraphFacts | null,
  otherHighRisk: number,
  method: Method,
): SubjectFacts {
  const records = components.map(({ record }) => record);
  const modelRiskFramework = provider?.modelRiskFramework ?? 'unknown';
  const model = worstModel(records, modelRiskFramework, method);
  return {
    ...UNKNOWN_FACTS,
    tier: useCase.tier,
    provisional: useCase.provisional,
    lowestTier: useCase.lowestTier,
    status: useCase.status,
    liveOn: LIVE.has(useCase.status) ? 'unknown' : 'n_a',
    providerKind: provider?.kind ?? 'unknown',
    recipients: useCase.recipients,
    clientsInteract: useCase.clientsInteract,
    affectsClients: useCase.affectsClients,
    criticalOperation: useCase.criticalOperation,
    dataClasses: useCase.dataClasses,
    deployment: worst(
      method,
      'mode',
      records.map(({ deployment }) => deployment),
    ),
    transparency: model.transparency,
    modelRiskFramework,
    pinning: model.pinning,
    components: components.map(({ facts }) => facts),
    interruption: worstImpact([useCase.impactFirm, useCase.impactClients], method),
    viability: provider?.viability ?? 'unknown',
    graph,
    otherHighRisk: graph === null ? otherHighRisk : 0,
  };
}

/**
 * The model by which E_M is highest; where there is none, the component by which it is. How well one sees into a model
 * counts no less than the provider's framework, which is the same for all.
 */
function worstModel(
  components: readonly ScoredComponent[],
  framework: string,
  method: Method,
): ScoredComponent {
  const models = components.filter(({ kind }) => MODEL_KINDS.has(kind));
  const least = valueOf(method, 'modelRiskFramework', framework);
  const weight = ({ transparency, pinning }: ScoredComponent): number =>
    Math.max(valueOf(method, 'transparency', transparency), least) + valueOf(method, 'pinning', pinning);
  return (models.length > 0 ? models : components).reduce((a, b) => (weight(b) > weight(a) ? b : a));
}

function worstImpact(impacts: readonly string[], method: Method): string {
  return impacts.reduce((a, b) =>
    valueOf(method, 'interruption', b) > valueOf(method, 'interruption', a) || b === 'unknown' ? b : a,
  );
}

function worst(method: Method, table: TableName, codes: readonly string[]): string {
  return codes.reduce((a, b) => (valueOf(method, table, b) > valueOf(method, table, a) ? b : a));
}

/** Only what the score reads of a component goes into its frozen inputs. */
export function scoredFacts(component: ScoredComponent): ComponentFacts {
  const { id, scan, maliciousVersion, vulnerabilities, provenance, maintenance, licence, privilege } =
    component;
  return { id, scan, maliciousVersion, vulnerabilities, provenance, maintenance, licence, privilege };
}
