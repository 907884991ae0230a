import type { Locale } from '../../../kernel/actor.js';
import { type BecauseStep, explainFailure } from '../engine/graph/because.js';
import type { Scratch } from '../engine/graph/failure.js';
import { LIST_TEXTS, STEP_TEXTS } from './failure-texts.js';
import { nodeLabel, type RecordName } from './node-label.js';
import type { NodeName } from './node-name.js';

/** One step of the way from what stops down to what failed. */
export interface PathStep {
  node: NodeName;
  kind: string;
  because: NodeName[];
  text: string;
}

/** How nodes are called: for programs, and within a sentence. */
export interface PathNames {
  node: (id: string) => NodeName;
  record: RecordName;
  locale: Locale;
}

/** Why a vertex has failed in the propagation that the scratch holds, by names and in words; empty when it has not. */
export function failurePath(scratch: Scratch, vertex: number, names: PathNames): PathStep[] {
  return explainFailure(scratch, vertex).map((step) => ({
    node: names.node(step.id),
    kind: step.kind,
    because: step.because.map(names.node),
    text: stepText(step, names),
  }));
}

function stepText({ id, kind, because }: BecauseStep, { record, locale }: PathNames): string {
  const label = (node: string): string => nodeLabel(node, record, locale);
  return STEP_TEXTS[kind][locale]
    .replace('{node}', () => label(id))
    .replace('{because}', () => because.map(label).join(LIST_TEXTS.separator[locale]));
}
