import type { Locale } from '../../../kernel/actor.js';
import type { RefusedClaim } from '../engine/applicable.js';
import type { ReasonCode } from '../engine/gates.js';
import type { Domain, GateCode } from '../engine/method.js';
import { CONTROL_NAMES } from '../../diligence/controls.public.js';
import { camelCase } from './written-controls.js';

/** What people read of a score, by the codes of the engine. */
export type Texts<Code extends string> = Readonly<Record<Code, Readonly<Record<Locale, string>>>>;

export const DOMAIN_TEXTS: Texts<Domain> = {
  D: { en: 'Data leakage', 'zh-Hant': '數據洩露' },
  M: { en: 'Model transparency and fitness', 'zh-Hant': '模型透明度及切合所需程度' },
  L: { en: 'Privacy, intellectual property and terms', 'zh-Hant': '私隱、知識產權及條款' },
  S: { en: 'Cybersecurity and supply chain', 'zh-Hant': '網絡保安及供應鏈' },
  R: { en: 'Reliance and continuity', 'zh-Hant': '依賴及服務持續' },
  C: { en: 'Concentration', 'zh-Hant': '集中風險' },
  P: { en: 'Provider assurance', 'zh-Hant': '提供者的保證' },
};

export const FACTOR_TEXTS: Texts<string> = {
  sensitivity: { en: 'Sensitivity of the data', 'zh-Hant': '資料的敏感程度' },
  mode: { en: 'Where it runs', 'zh-Hant': '部署方式' },
  retention: { en: 'How long the data is kept', 'zh-Hant': '資料保留期' },
  trainingUse: { en: 'Use of the data for training', 'zh-Hant': '資料會否用於訓練' },
  chain: { en: 'Sub-processors', 'zh-Hant': '分判資料處理者' },
  transparency: { en: 'Transparency of the model', 'zh-Hant': '模型的透明度' },
  modelRiskFramework: { en: 'Model risk framework of the provider', 'zh-Hant': '提供者的模型風險管理框架' },
  pinning: { en: 'Pinning of the version', 'zh-Hant': '版本是否固定' },
  outcome: { en: 'Results of the required tests', 'zh-Hant': '規定測試的結果' },
  ip: { en: 'Cover for intellectual property', 'zh-Hant': '知識產權方面的保障' },
  privacy: { en: 'Privacy terms', 'zh-Hant': '私隱條款' },
  terms: { en: 'Territory and permitted use', 'zh-Hant': '適用地區及准許用途' },
  vulnerability: { en: 'Vulnerabilities', 'zh-Hant': '保安漏洞' },
  provenance: { en: 'Provenance', 'zh-Hant': '來源' },
  maintenance: { en: 'Maintenance', 'zh-Hant': '維護情況' },
  licence: { en: 'Licence', 'zh-Hant': '授權條款' },
  privilege: { en: 'What the component can see', 'zh-Hant': '組件可接觸的資料' },
  reliance: { en: 'Reliance', 'zh-Hant': '依賴程度' },
  substitutability: { en: 'Substitutability', 'zh-Hant': '可替代性' },
  interruption: { en: 'Impact of an interruption', 'zh-Hant': '中斷的影響' },
  dependencies: { en: 'What stops with the worst dependency', 'zh-Hant': '最嚴重的依賴項目一旦失效的影響' },
  nodeSubstitutability: { en: 'Substitutability of that dependency', 'zh-Hant': '該依賴項目的可替代性' },
  hiddenUpstream: { en: 'Undisclosed upstream suppliers', 'zh-Hant': '未披露的上游供應者' },
  viability: { en: 'Viability of the provider', 'zh-Hant': '提供者的財務及營運穩健程度' },
  assurance: { en: 'Independent assurance reports', 'zh-Hant': '獨立鑑證報告' },
  auditRights: { en: 'Audit rights', 'zh-Hant': '審核權' },
  skills: { en: 'Skills, expertise, resources and controls', 'zh-Hant': '技能、專業知識、資源和監控措施' },
};

/** Two domains have a control of this name. */
const AMBIGUOUS = 'monitoring';

/** By the name of the engine; where two domains have one of that name, with the domain before it. */
export const CONTROL_TEXTS: Texts<string> = {
  ...Object.fromEntries(
    Object.entries(CONTROL_NAMES).map(([key, text]) => {
      const code = key.slice(key.indexOf('.') + 1);
      return [code === AMBIGUOUS ? key : camelCase(code), text];
    }),
  ),
  humanReview: { en: 'Human review and disclosure', 'zh-Hant': '人員檢視輸出內容及披露' },
  contingencyPlan: {
    en: 'Contingency plan approved and exercised',
    'zh-Hant': '應變計劃已獲批准並經演練',
  },
  dueDiligence: { en: 'Due diligence in date', 'zh-Hant': '有效期內的盡職審查' },
  noticePeriod: { en: 'At least 90 days’ notice', 'zh-Hant': '最少九十日通知期' },
  limitMonitored: { en: 'Limit set and monitored', 'zh-Hant': '已設定及監察上限' },
};

/** How an exercise of a contingency plan is called. */
export const EXERCISE_OF: Readonly<Record<Locale, string>> = {
  en: 'Exercise of “{name}”',
  'zh-Hant': '「{name}」的演練',
};

/** How an assessment of a provider is called. */
export const DILIGENCE_ON: Readonly<Record<Locale, string>> = {
  en: 'Due diligence on {name}',
  'zh-Hant': '對{name}的盡職審查',
};

/** @param code of the engine, or in snake case as the API writes it */
export function controlTexts(domain: string, code: string): Readonly<Record<Locale, string>> {
  const own = camelCase(code);
  return CONTROL_TEXTS[`${domain}.${own}`] ?? CONTROL_TEXTS[own] ?? { en: code, 'zh-Hant': code };
}

export const GATE_TEXTS: Texts<GateCode> = {
  G1: { en: 'An exploited or malicious version is in use', 'zh-Hant': '正使用已被利用或惡意的版本' },
  G2: { en: 'High-risk without human review', 'zh-Hant': '高風險用例沒有人員檢視輸出內容' },
  G3: { en: 'The territory is not supported', 'zh-Hant': '不支援該地區' },
  G4: { en: 'Personal data may be used for training', 'zh-Hant': '個人資料可能被用於訓練' },
  G5: {
    en: 'One failure stops it, without a good fallback',
    'zh-Hant': '單一失效即會令其停止，且無足夠後備安排',
  },
  G6: { en: 'Nobody answers for a breach that could hurt', 'zh-Hant': '違反可造成損害，而無人承擔' },
  G7: { en: 'Too little is known', 'zh-Hant': '所知資料不足' },
  G8: { en: 'One failure stops several high-risk uses', 'zh-Hant': '單一失效會令多個高風險用例停止' },
  G9: { en: 'No valid validation', 'zh-Hant': '沒有有效的驗證' },
  G10: { en: 'No due diligence in date', 'zh-Hant': '沒有有效期內的盡職審查' },
  G11: { en: 'No approved contingency plan', 'zh-Hant': '沒有獲批准的應變計劃' },
  G12: { en: 'A cybersecurity task is nobody’s', 'zh-Hant': '有網絡保安職責無人承擔' },
  G13: { en: 'No decision on notifying the regulator', 'zh-Hant': '未決定是否通知監管機構' },
};

/** `{about}` is a component or node, `{read}` what was read. */
export const REASON_TEXTS: Texts<ReasonCode> = {
  malicious_version: {
    en: '{about}: whether the version is malicious: {read}.',
    'zh-Hant': '{about}：版本是否屬惡意：{read}。',
  },
  exploited_vulnerability: {
    en: '{about}: {read} is exploited, or not known not to be.',
    'zh-Hant': '{about}：{read} 已被利用，或不知道是否已被利用。',
  },
  no_human_review_designed: {
    en: 'No human in the loop is recorded as designed.',
    'zh-Hant': '沒有記錄顯示設計上安排了人員檢視輸出內容。',
  },
  no_human_review_operating: {
    en: 'No human in the loop is recorded as operating, although it has been live for three months or its date is not known.',
    'zh-Hant': '已使用逾三個月（或不知道何時啟用），但沒有記錄顯示有人員檢視輸出內容。',
  },
  territory: { en: 'Territory: {read}.', 'zh-Hant': '適用地區：{read}。' },
  training_possible: {
    en: 'Data of the class “{about}” on machines of others; training use: {read}.',
    'zh-Hant': '「{about}」類資料存於他人的系統；用於訓練：{read}。',
  },
  no_dependency_recorded: {
    en: 'No dependency is recorded, so every failure counts.',
    'zh-Hant': '沒有任何依賴關係的記錄，故任何失效均計算在內。',
  },
  single_point_of_failure: {
    en: 'It stops when {about} alone fails.',
    'zh-Hant': '單是 {about} 失效，便會停止。',
  },
  stops_several_high_risk: {
    en: 'Several high-risk uses stop when {about} fails.',
    'zh-Hant': '{about} 失效會令多個高風險用例停止。',
  },
  no_ip_indemnity: {
    en: 'No indemnity or protective measure for intellectual property is recorded.',
    'zh-Hant': '知識產權方面沒有任何彌償或保障措施的記錄。',
  },
  no_privacy_indemnity: {
    en: 'No indemnity or protective measure for privacy is recorded.',
    'zh-Hant': '私隱方面沒有任何彌償或保障措施的記錄。',
  },
  validation: { en: 'Validation: {read}.', 'zh-Hant': '驗證：{read}。' },
  due_diligence: { en: 'Due diligence: {read}.', 'zh-Hant': '盡職審查：{read}。' },
  contingency_plan: { en: 'Contingency plan: {read}.', 'zh-Hant': '應變計劃：{read}。' },
  responsibility: { en: 'Allocation of tasks: {read}.', 'zh-Hant': '職責分配：{read}。' },
  notification_decision: { en: 'Decision on notification: {read}.', 'zh-Hant': '通知的決定：{read}。' },
  confidence_below: {
    en: 'Less than {read} of what the score asks for is known.',
    'zh-Hant': '評分所需資料中，已知的少於 {read}。',
  },
};

/** Why a claim that something does not apply does not hold. */
export const CLAIM_TEXTS: Texts<RefusedClaim['because']> = {
  provider_kind: {
    en: 'A provider of this kind may not leave it out, so it counts as unknown.',
    'zh-Hant': '此類提供者不可略去此項，故視作資料不足。',
  },
  unsigned: {
    en: 'It has no reason or no approver, so it counts as unknown.',
    'zh-Hant': '沒有理由或批准人，故視作資料不足。',
  },
  expired: {
    en: 'It has no expiry or has expired, so it counts as unknown.',
    'zh-Hant': '沒有屆滿日期或已屆滿，故視作資料不足。',
  },
};

/** Why a control does not count as operating, whatever is recorded of it. */
export const CONTROL_REASON_TEXTS: Texts<string> = {
  validation_not_valid: { en: 'There is no valid validation.', 'zh-Hant': '沒有有效的驗證。' },
  plan_not_approved: { en: 'The contingency plan is not approved.', 'zh-Hant': '應變計劃未獲批准。' },
  due_diligence_not_in_date: {
    en: 'The due diligence is not in date.',
    'zh-Hant': '盡職審查並非在有效期內。',
  },
  tasks_not_all_assigned: { en: 'Not all tasks are assigned.', 'zh-Hant': '並非所有職責均已分配。' },
  accuracy_failed: { en: 'The accuracy test failed.', 'zh-Hant': '準確性測試不通過。' },
  accuracy_missing: { en: 'There is no result of the accuracy test.', 'zh-Hant': '沒有準確性測試的結果。' },
  bias_failed: { en: 'The bias test failed.', 'zh-Hant': '偏見測試不通過。' },
  bias_missing: { en: 'There is no result of the bias test.', 'zh-Hant': '沒有偏見測試的結果。' },
  drift_failed: { en: 'The monitoring of drift failed.', 'zh-Hant': '漂移監察不通過。' },
  drift_missing: { en: 'There is no result of the monitoring of drift.', 'zh-Hant': '沒有漂移監察的結果。' },
  monitoring_overdue: {
    en: 'The last monitoring run is longer ago than its clock allows.',
    'zh-Hant': '距離上一次監察已超過規定的相隔時間。',
  },
  prompt_variation_failed: { en: 'The prompt variation test failed.', 'zh-Hant': '提示變化測試不通過。' },
  prompt_variation_missing: {
    en: 'There is no result of the prompt variation test.',
    'zh-Hant': '沒有提示變化測試的結果。',
  },
};

/** Duties of the circular that a gate shows to be unmet, by gate: rule and what it asks for. */
export const DUTIES = [
  {
    rule: 'R-26',
    gate: 'G10',
    text: { en: 'Due diligence on the provider', 'zh-Hant': '對提供者進行盡職審查' },
  },
  { rule: 'R-13b', gate: 'G9', text: { en: 'Validation before approval', 'zh-Hant': '批准前進行驗證' } },
  { rule: 'R-29b', gate: 'G11', text: { en: 'A contingency plan', 'zh-Hant': '制訂應變計劃' } },
  {
    rule: 'R-30',
    gate: 'G13',
    text: { en: 'A decision on notifying the SFC', 'zh-Hant': '就是否通知證監會作出決定' },
  },
  {
    rule: 'R-27',
    gate: 'G12',
    text: { en: 'A clear allocation of cybersecurity tasks', 'zh-Hant': '清楚分配網絡保安職責' },
  },
] as const satisfies readonly { rule: string; gate: GateCode; text: Record<Locale, string> }[];
