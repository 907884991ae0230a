import type { ActivityKind } from './assurance-activities.js';
import type { Texts } from './score-texts.js';

/** How what was done to be sure of something is called. */
export const ACTIVITY_TEXTS: Texts<ActivityKind> = {
  validation: { en: 'Validation', 'zh-Hant': '驗證' },
  end_to_end_test: { en: 'End-to-end test', 'zh-Hant': '端對端測試' },
  accuracy_test: { en: 'Accuracy test', 'zh-Hant': '準確性測試' },
  prompt_variation_test: { en: 'Prompt variation test', 'zh-Hant': '提示變化測試' },
  adversarial_test: { en: 'Adversarial test', 'zh-Hant': '對抗性測試' },
  suspension_test: { en: 'Test of suspending use', 'zh-Hant': '暫停使用的測試' },
  monitoring_run: { en: 'Monitoring run', 'zh-Hant': '監察' },
  human_review_sample: { en: 'Sample of human review', 'zh-Hant': '人員檢視的抽樣檢查' },
  disclosure_check: { en: 'Check of disclosure', 'zh-Hant': '披露的檢查' },
  threat_review: { en: 'Review of threats', 'zh-Hant': '威脅檢視' },
  fitness_decision: { en: 'Decision on fitness', 'zh-Hant': '是否切合所需的決定' },
  legal_review: { en: 'Legal review', 'zh-Hant': '法律審視' },
  gap_analysis: { en: 'Gap analysis', 'zh-Hant': '差距分析' },
};

/** How a claim that a rule does not apply is called. */
export const CLAIM_ON = { en: '{rule} does not apply', 'zh-Hant': '{rule}不適用' };
