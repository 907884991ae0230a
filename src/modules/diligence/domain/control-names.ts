import type { Locale } from '../../../kernel/actor.js';

/** What the controls that people record are called: by domain and code. */
export const CONTROL_NAMES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  'D.encryption': { en: 'Encryption both ways', 'zh-Hant': '雙向加密' },
  'D.input_controls': { en: 'Controls of input, data loss prevention', 'zh-Hant': '輸入監控及防止數據洩露' },
  'D.segregation': { en: 'Segregation of data', 'zh-Hant': '數據分隔' },
  'D.settings_checked': { en: 'Settings checked in the tenant', 'zh-Hant': '已在租戶內核實設定' },
  'M.own_validation': { en: 'Own validation', 'zh-Hant': '自行驗證' },
  'M.end_to_end_test': { en: 'End-to-end test', 'zh-Hant': '端對端測試' },
  'M.monitoring': { en: 'Monitoring of the model on cadence', 'zh-Hant': '按週期監察模型' },
  'M.human_in_the_loop': { en: 'Human in the loop', 'zh-Hant': '有人員檢視輸出內容' },
  'M.prompt_variation': { en: 'Prompt variation test', 'zh-Hant': '輸出內容在提示變化下的穩妥性測試' },
  'M.sampling': { en: 'Review of samples', 'zh-Hant': '抽樣檢視' },
  'M.disclosure': { en: 'Disclosure at each interaction', 'zh-Hant': '每次互動時作出披露' },
  'L.legal_review': { en: 'Legal review in date', 'zh-Hant': '有效期內的法律審視' },
  'L.indemnity_conditions': { en: 'Conditions of the indemnity evidenced', 'zh-Hant': '彌償條件已有證明' },
  'L.output_ip_filter': { en: 'Filter for protected output', 'zh-Hant': '輸出內容的知識產權過濾' },
  'S.bom_in_date': { en: 'Bill of materials in date', 'zh-Hant': '有效期內的物料清單' },
  'S.scan_patch_sla': { en: 'Scans and patches in time', 'zh-Hant': '依時掃描及修補' },
  'S.adversarial_test': { en: 'Adversarial test', 'zh-Hant': '對抗性測試' },
  'S.responsibility': { en: 'Tasks clearly allocated', 'zh-Hant': '職責分配清晰' },
  'S.suspension_tested': { en: 'Suspension tested', 'zh-Hant': '已測試暫停使用的安排' },
  'R.fallback': { en: 'Fallback', 'zh-Hant': '後備安排' },
  'R.exit_plan': { en: 'Exit plan tested', 'zh-Hant': '退出計劃已經測試' },
  'C.second_source': { en: 'Second source contracted', 'zh-Hant': '已與第二供應者訂約' },
  'P.monitoring': { en: 'Monitoring of the provider on cadence', 'zh-Hant': '按週期監察提供者' },
  'P.reports_reviewed': { en: 'Reports reviewed', 'zh-Hant': '已審閱報告' },
};
