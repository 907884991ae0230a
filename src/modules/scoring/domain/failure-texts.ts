import type { BecauseKind } from '../engine/graph/because.js';
import type { Texts } from './score-texts.js';

/** Each step of a failure's path: `{node}` has failed, `{because}` are the failures that sufficed. */
export const STEP_TEXTS: Texts<BecauseKind> = {
  failed: { en: '{node} fails.', 'zh-Hant': '{node} 失效。' },
  out_of_service: { en: '{node} is out of service.', 'zh-Hant': '{node} 已停止服務。' },
  requirement: {
    en: '{node} stops, because it cannot do without: {because}.',
    'zh-Hant': '{node} 停止運作，因為不能缺少：{because}。',
  },
  too_few_alternatives: {
    en: '{node} stops: fewer alternatives count than it needs.',
    'zh-Hant': '{node} 停止運作：可計算在內的替代方案少於所需數目。',
  },
  may_be_the_same: {
    en: '{node}: nobody has disclosed that it is not {because}, so it fails too.',
    'zh-Hant': '{node}：沒有披露它並非 {because}，故視作一同失效。',
  },
};

/** What a contingency plan falls back on, where that is of no help: `{plan}` is its name, `{node}` the fallback. */
export const PLAN_FALLBACK_TEXTS: Texts<'yes' | 'unknown' | 'out_of_service'> = {
  yes: {
    en: 'The plan “{plan}” falls back on {node}, which fails of the same failure.',
    'zh-Hant': '計劃「{plan}」以 {node} 作後備，但該後備會因同一失效而停止運作。',
  },
  unknown: {
    en: 'The plan “{plan}” falls back on {node}, and nobody has disclosed that it does not stand on what fails.',
    'zh-Hant': '計劃「{plan}」以 {node} 作後備，但沒有披露該後備並不依賴失效之處，故可能一同停止運作。',
  },
  out_of_service: {
    en: 'The plan “{plan}” falls back on {node}, which is out of service.',
    'zh-Hant': '計劃「{plan}」以 {node} 作後備，但該後備已停止服務。',
  },
};

/** What stands between the names of a list. */
export const LIST_TEXTS: Texts<'separator'> = { separator: { en: ', ', 'zh-Hant': '、' } };

/** How nodes are called that are no record, or stand beside one. */
export const NODE_TEXTS: Texts<
  | 'UNKNOWN_UPSTREAM'
  | 'UNKNOWN_PARENT'
  | 'UNKNOWN_BASE_MODEL'
  | 'UNKNOWN_PROVIDER'
  | 'manual_procedure'
  | 'ultimate_parent'
  | 'base_model'
> = {
  UNKNOWN_UPSTREAM: { en: 'an undisclosed upstream', 'zh-Hant': '未披露的上游' },
  UNKNOWN_PARENT: { en: 'an undisclosed ultimate parent', 'zh-Hant': '未披露的最終母公司' },
  UNKNOWN_BASE_MODEL: { en: 'an undisclosed base model', 'zh-Hant': '未披露的基礎模型' },
  UNKNOWN_PROVIDER: { en: 'a provider that is not recorded', 'zh-Hant': '沒有記錄的提供者' },
  manual_procedure: { en: 'a manual procedure', 'zh-Hant': '人手程序' },
  ultimate_parent: { en: '{name} as ultimate parent', 'zh-Hant': '{name}（最終母公司）' },
  base_model: { en: '{name} as base model', 'zh-Hant': '{name}（基礎模型）' },
};
