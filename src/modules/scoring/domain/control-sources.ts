import type { ScoreSources, ShownSource } from './score-sources.js';

/**
 * The records that a control of a stored score was read from; none where no record holds yet what it asks for.
 * @param code as the API writes it
 */
export function controlSources(domain: string, code: string, sources: ScoreSources): ShownSource[] {
  const parts = domain === 'M' && code === 'human_review' ? HUMAN_REVIEW : [code];
  return [...registered(domain, code, sources), ...parts.flatMap((part) => sources.control(domain, part))];
}

const HUMAN_REVIEW = ['human_in_the_loop', 'sampling', 'prompt_variation', 'disclosure'];

/** What the register sees of a control without anybody recording it. */
function registered(domain: string, code: string, sources: ScoreSources): ShownSource[] {
  switch (`${domain}.${code}`) {
    case 'C.limit_monitored':
      return sources.limits;
    case 'R.contingency_plan':
      return [...sources.plans, ...sources.exercises];
    case 'P.due_diligence':
      return sources.assessments;
    case 'M.own_validation':
      return sources.activities('validation');
    case 'M.end_to_end_test':
      return sources.activities('end_to_end_test', 'accuracy_test');
    case 'M.monitoring':
      return [...sources.activities('monitoring_run'), ...sources.withdrawals];
    case 'S.adversarial_test':
      return sources.activities('adversarial_test');
    case 'S.suspension_tested':
      return sources.activities('suspension_test');
    case 'L.legal_review':
      return sources.activities('legal_review');
    case 'P.monitoring':
      return sources.activities('provider.monitoring_run');
    case 'R.notice_period':
      return sources.arrangement;
    case 'S.responsibility':
      return [...sources.arrangement, ...sources.responsibilities];
    // What a use case falls back on stands in its requirements.
    case 'R.fallback':
      return sources.useCase;
    case 'M.human_review':
      return [
        ...sources.useCase,
        ...sources.activities('human_review_sample', 'prompt_variation_test', 'disclosure_check'),
      ];
    default:
      return [];
  }
}
