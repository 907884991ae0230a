import type { Locale } from '../../../kernel/actor.js';
import type { ACTIVITY_KINDS } from './assurance-activity.js';

/** What the firm does to be sure of what it uses is called, in scores and in reminders alike. */
export const ACTIVITY_NAMES: Readonly<
  Record<(typeof ACTIVITY_KINDS)[number], Readonly<Record<Locale, string>>>
> = {
  validation: { en: 'Validation', 'zh-Hant': '驗證' },
  end_to_end_test: { en: 'End-to-end test', 'zh-Hant': '端對端測試' },
  accuracy_test: { en: 'Accuracy test', 'zh-Hant': '準確性測試' },
  prompt_variation_test: { en: 'Prompt variation test', 'zh-Hant': '提示變化測試' },
  adversarial_test: { en: 'Adversarial test', 'zh-Hant': '對抗性測試' },
  suspension_test: { en: 'Test of suspending use', 'zh-Hant': '暫停使用的測試' },
  monitoring_run: { en: 'Monitoring run', 'zh-Hant': '監察' },
  human_review_sample: { en: 'Sample of human review', 'zh-Hant': '人員檢視輸出內容的抽樣' },
  disclosure_check: { en: 'Check of disclosure', 'zh-Hant': '披露的查核' },
  threat_review: { en: 'Review of threats', 'zh-Hant': '網絡保安威脅的檢視' },
  fitness_decision: { en: 'Decision on fitness', 'zh-Hant': '是否切合所需的決定' },
  legal_review: { en: 'Legal review', 'zh-Hant': '法律審視' },
  gap_analysis: { en: 'Gap analysis', 'zh-Hant': '差距分析' },
  concentration_review: { en: 'Review of concentration', 'zh-Hant': '集中度的檢視' },
};
