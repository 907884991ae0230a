import { activityRef, judgeOutcome, judgeStack } from '../activity-judgements.js';
import { complete, gap, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';

/** What a request passes through, from what a user enters to what is put out. */
const ON_THE_PATH = [
  ...['language_model', 'embedding_model', 'vector_store', 'prompt_management', 'orchestration'],
  ...['gateway', 'content_filter', 'serving', 'application'],
];

export const R_13C: Rule<'use_case'> = {
  code: 'R-13c',
  paragraph: '13(c)',
  en: 'End-to-end test',
  zhHant: '端對端測試',
  subject: 'use_case',
  clauses: [
    {
      code: 'tested',
      basis: 'circular',
      paragraph: '13(c)',
      lowestTier: 'T4',
      en: 'The whole path from what a user enters to what is put out was tested.',
      zhHant: '由使用者輸入至系統輸出的整個過程已經測試。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('end_to_end_test', id), isOn),
    },
    {
      code: 'whole_path',
      basis: 'circular',
      paragraph: '13(c)',
      lowestTier: 'T4',
      en: 'The test covered every component on the path, retrieval, filters and prompts included.',
      zhHant: '測試涵蓋過程中的每個組件，包括檢索、過濾及提示。',
      judge({ id, fact, isOn }, register) {
        const latest = register.latestActivity('end_to_end_test', id);
        if (latest === null) return missing(isOn);
        const path = register.architecture.onPathOf(fact).filter(({ kind }) => ON_THE_PATH.includes(kind));
        if (path.length === 0) return unknown('path_unknown', activityRef(latest));
        const covered = new Set(latest.scopeComponentIds);
        const left = path.filter((component) => !covered.has(component.id));
        return left.length === 0
          ? complete('whole_path', activityRef(latest))
          : gap(
              'path_incomplete',
              activityRef(latest),
              ...left.map((component) => ({ type: 'component', id: component.id })),
            );
      },
    },
    {
      code: 'present_stack',
      basis: 'circular',
      paragraph: '13(c)',
      lowestTier: 'T4',
      en: 'Nothing on the path has changed since.',
      zhHant: '其後過程中的組件並無改動。',
      judge: (subject, register) =>
        judgeStack(register.latestActivity('end_to_end_test', subject.id), subject, register),
    },
  ],
};
