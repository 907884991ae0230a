import type { ComponentFact, ReviewFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { complete, gap, type Judgement, missing, type RecordRef, unknown } from './judgement.js';

/** For whom, and on what, a component was looked at. */
export interface Reviewed {
  readonly component: ComponentFact;
  readonly legalEntityIds: readonly string[];
  readonly useCaseId?: string;
  readonly isOn: boolean;
}

/** Whether a component, as it is, was looked at for one question, and found acceptable. */
export function judgeReviews(register: InspectedRegister, kind: string, about: Reviewed): Judgement[] {
  const { component, legalEntityIds, useCaseId, isOn } = about;
  return legalEntityIds.map((id) => {
    const latest = register.latestReview(kind, component.id, id, useCaseId);
    return latest === null ? missing(isOn) : judgeReview(latest, component, register.today);
  });
}

function judgeReview(latest: ReviewFact, component: ComponentFact, today: string): Judgement {
  const ref = reviewRef(latest);
  if (latest.outcome === 'not_acceptable') return gap('not_acceptable', ref);
  if (latest.validTo !== null && latest.validTo < today) return gap('review_expired', ref);
  if (latest.outcome === 'unknown') return unknown('outcome_unknown', ref);
  if (latest.componentVersion === null || component.release === null) return unknown('version_unknown', ref);
  return latest.componentVersion === component.release
    ? complete('reviewed', ref)
    : gap('other_version', ref);
}

/** Whether documents show the measures that were chosen. */
export function judgeMeasures(latest: ReviewFact): Judgement {
  const ref = reviewRef(latest);
  if (latest.measures.some(({ evidenced }) => !evidenced)) return gap('measure_not_shown', ref);
  return latest.outcome === 'acceptable_with_measures' && latest.measures.length === 0
    ? unknown('measures_unknown', ref)
    : complete('measures_shown', ref);
}

export function reviewRef({ id }: Pick<ReviewFact, 'id'>): RecordRef {
  return { type: 'component_review', id };
}
