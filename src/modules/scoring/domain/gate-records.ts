import type { ReasonCode } from '../engine/gates.js';
import { distinctSources, type ScoreSources, type ShownSource } from './score-sources.js';

interface ShownReason {
  code: ReasonCode;
  about: string | null;
  read: string | null;
}

type Origin = (sources: ScoreSources, reason: { about: string; read: string }) => ShownSource[];

const none: Origin = () => [];
const useCase: Origin = (sources) => sources.useCase;

/**
 * What each reason is read from. A reason that reads what no record holds yet (terms, tasks) comes from nowhere but the
 * silence; one that depends on the tier reads the use case.
 */
const ORIGINS: Readonly<Record<ReasonCode, Origin>> = {
  malicious_version: (sources, { about }) => [
    ...sources.part(about),
    ...sources.found(about, ({ malicious }) => malicious !== 'no'),
  ],
  exploited_vulnerability: (sources, { about, read }) => [
    ...sources.part(about),
    ...sources.found(about, ({ type, name }) => type === 'component_vulnerability' && name === read),
  ],
  no_human_review_designed: useCase,
  no_human_review_operating: useCase,
  territory: none,
  training_possible: (sources) => [...sources.useCase, ...sources.parts],
  no_dependency_recorded: useCase,
  single_point_of_failure: (sources, { about }) => [...sources.useCase, ...sources.node(about)],
  stops_several_high_risk: (sources, { about, read }) => [...sources.node(about), ...sources.node(read)],
  no_ip_indemnity: useCase,
  no_privacy_indemnity: useCase,
  validation: useCase,
  due_diligence: (sources) => [...sources.useCase, ...sources.provider],
  contingency_plan: useCase,
  responsibility: none,
  notification_decision: useCase,
  confidence_below: (sources) => [...sources.useCase, ...sources.provider, ...sources.parts],
};

/** The records behind a gate of a stored score, each once. */
export function gateRecords(because: readonly ShownReason[], sources: ScoreSources): ShownSource[] {
  return distinctSources(
    because.flatMap(({ code, about, read }) =>
      ORIGINS[code](sources, { about: about ?? '', read: read ?? '' }),
    ),
  );
}
