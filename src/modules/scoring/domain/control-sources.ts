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
    case 'R.notice_period':
      return sources.arrangement;
    case 'S.responsibility':
      return [...sources.arrangement, ...sources.responsibilities];
    // What a use case falls back on stands in its requirements.
    case 'R.fallback':
    case 'M.human_review':
      return sources.useCase;
    default:
      return [];
  }
}
