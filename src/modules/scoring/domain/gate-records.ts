import type { ReasonCode } from '../engine/gates.js';
import { distinctSources, type ScoreSources, type ShownSource } from './score-sources.js';

interface ShownReason {
  code: ReasonCode;
  about: string | null;
  read: string | null;
}

type Origin = (sources: ScoreSources, reason: { about: string; read: string }) => ShownSource[];

const useCase: Origin = (sources) => sources.useCase;

/**
 * What each reason is read from; one that depends on the tier reads the use case. Of terms that nobody has agreed there is
 * no record.
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
  no_human_review_operating: (sources) => [...sources.useCase, ...sources.activities('human_review_sample')],
  territory: (sources) => [...sources.useCase, ...sources.arrangement],
  training_possible: (sources) => [...sources.useCase, ...sources.arrangement, ...sources.parts],
  no_dependency_recorded: useCase,
  single_point_of_failure: (sources, { about }) => [...sources.useCase, ...sources.node(about)],
  stops_several_high_risk: (sources, { about, read }) => [...sources.node(about), ...sources.node(read)],
  no_ip_indemnity: (sources) => [
    ...sources.useCase,
    ...sources.arrangement,
    ...sources.indemnities('ip_output', 'ip_training_data'),
  ],
  no_privacy_indemnity: (sources) => [
    ...sources.useCase,
    ...sources.arrangement,
    ...sources.indemnities('privacy'),
  ],
  validation: (sources) => [...sources.useCase, ...sources.activities('validation')],
  due_diligence: (sources) => [...sources.useCase, ...sources.provider, ...sources.assessments],
  contingency_plan: (sources) => [...sources.useCase, ...sources.plans],
  responsibility: (sources) => [...sources.arrangement, ...sources.responsibilities],
  notification_decision: (sources) => [...sources.useCase, ...sources.notices],
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
