import type { ReasonCode } from '../engine/gates.js';
import type { Source } from './score-facts.js';

/** A record that made a gate fire. */
export interface GateRecord {
  type: string;
  id: string;
  name: string | null;
  /** The version that was read; null for what the graph says, which has a hash of its own. */
  version: number | null;
  updatedAt: string | null;
}

type Kind = 'use_case' | 'provider' | 'component';

/**
 * What each reason reads of the subject beside the component or node that it is about. A reason that reads what no
 * record holds yet (terms, tasks) comes from nowhere but the silence; one that depends on the tier reads the use case.
 */
const READ_BY: Readonly<Record<ReasonCode, readonly Kind[]>> = {
  malicious_version: [],
  exploited_vulnerability: [],
  no_human_review_designed: ['use_case'],
  no_human_review_operating: ['use_case'],
  territory: [],
  training_possible: ['use_case', 'component'],
  no_dependency_recorded: ['use_case'],
  single_point_of_failure: ['use_case'],
  stops_several_high_risk: [],
  no_ip_indemnity: ['use_case'],
  no_privacy_indemnity: ['use_case'],
  validation: ['use_case'],
  due_diligence: ['use_case', 'provider'],
  contingency_plan: ['use_case'],
  responsibility: [],
  notification_decision: ['use_case'],
  confidence_below: ['use_case', 'provider', 'component'],
};

/** Reasons whose `read` is a node too: the one through which the node fails. */
const READS_A_NODE: ReadonlySet<string> = new Set<ReasonCode>(['stops_several_high_risk']);

interface ShownReason {
  code: ReasonCode;
  about: string | null;
  read: string | null;
}

/**
 * The records behind a gate of a stored score, each once.
 * @param named components and providers by their ids
 */
export function gateRecords(
  { because }: { because: readonly ShownReason[] },
  stored: { useCaseId: string; useCaseName: string; sources: Readonly<Record<string, Source>> },
  named: ReadonlyMap<string, { type: string; name: string }>,
): GateRecord[] {
  const keys = new Set(
    because.flatMap((reason) => [
      ...[reason.about, READS_A_NODE.has(reason.code) ? reason.read : null].flatMap((node) => keyOf(node)),
      ...Object.keys(stored.sources).filter((key) =>
        READ_BY[reason.code].some((kind) => key.startsWith(`${kind}:`)),
      ),
    ]),
  );
  return [...keys].map((key) => {
    const [type = '', id = ''] = key.split(':');
    const source = stored.sources[key];
    return {
      type,
      id,
      name: type === 'use_case' ? stored.useCaseName : (named.get(id)?.name ?? null),
      version: source?.version ?? null,
      updatedAt: source?.updatedAt ?? null,
    };
  });

  /** A parent or a base model is the record that it stands beside; what is not disclosed is none. */
  function keyOf(node: string | null): string[] {
    const id = node?.split(':').at(-1) ?? '';
    const record = named.get(id);
    return record ? [`${record.type}:${id}`] : [];
  }
}
