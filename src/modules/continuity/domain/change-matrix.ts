/** What happens to what the firm stands on, and which rules have to be looked at again because of it. Data, nothing else. */

/** Where a duty comes from: the circular, the standard of this house, or the Code of Conduct. */
export type Basis = 'circular' | 'house' | 'code_of_conduct';

export interface RuleName {
  en: string;
  zhHant: string;
  /** Paragraph, and footnote, of what it is based on. */
  paragraph: string;
  basis: Basis;
}

export const RULES = {
  'R-04c': rule('Concentration known to who answers for it', '集中度已由問責人知悉', '4(c)', 'house'),
  'R-06': rule('Decision on scope', '適用範圍的決定', '6, fn 2'),
  'R-07': rule('Tier and depth of control', '級別及監控深度', '7'),
  'R-08': rule('High-risk use case', '高風險用例', '8, fn 3'),
  'R-09': rule('Policies and the senior manager who answers', '政策及問責的高級管理層成員', '9'),
  'R-10a': rule('Competent staff in four functions', '四個職能的合資格人員', '10'),
  'R-10b': rule('View of legal and compliance', '法律及合規意見', '10, fn 8'),
  'R-11': rule('Known limits and fitness for use', '已知限制及是否切合所需', '11, fn 9'),
  'R-13b': rule('Validation', '驗證', '13(b)(ii)'),
  'R-13c': rule('End-to-end test', '端對端測試', '13(c)'),
  'R-13d': rule('Ongoing review and monitoring', '持續檢討和監察', '13(d), fn 14'),
  'R-17': rule('Disclosure to users', '向使用者披露', '17, fn 15'),
  'R-18a': rule('Accuracy of a high-risk use', '高風險用例的準確性', '18(a)'),
  'R-18b': rule('Human review of output', '有人員檢視輸出內容', '18(b), fn 16'),
  'R-18c': rule('Robustness to prompt variations', '輸出內容在提示變化下的穩妥性', '18(c)'),
  'R-18d': rule('Disclosure at each interaction', '每次互動時的披露', '18(d)'),
  'R-19': rule('Testing that continues beside human review', '在人員檢視以外持續測試', '19'),
  'R-20': rule('Watching threats, detecting, suspending', '留意威脅、偵測入侵及暫停使用', '20, fn 17–18'),
  'R-23': rule('Quality of training data', '訓練數據的質素', '23'),
  'R-24': rule('Sensitive data in prompts and training', '提示及訓練中的敏感數據', '24'),
  'R-25': rule('Confidentiality over the whole lifecycle', '整個生命周期的保密', '25, fn 20'),
  'R-26': rule('Due diligence on the provider', '對提供者的盡職審查', '26'),
  'R-26a': rule(
    'Model risk framework of the provider, and own test',
    '提供者的模型風險管理框架及自行測試',
    '26(a), fn 21',
  ),
  'R-26c': rule(
    'Privacy and intellectual property: measures or indemnity',
    '私隱及知識產權：保障措施或彌償',
    '26(c), fn 22',
  ),
  'R-27': rule('Who does what in cybersecurity', '網絡保安職責分配', '27'),
  'R-28a': rule('Supply chain and leakage of each component', '每個組件的供應鏈及數據洩露', '28'),
  'R-29a': rule('Reliance and impact', '依賴程度及影響', '29'),
  'R-29b': rule('Contingency plan and its exercise', '應變計劃及演練', '29'),
  'R-29c': rule('Fallback apart from what it replaces', '後備安排與原有安排互相獨立', '29', 'house'),
  'R-30': rule('Notification of the SFC', '通知證監會', '30, fn 23'),
  'CoC-12.5': rule('Report to the SFC at once', '即時向證監會報告', '12.5', 'code_of_conduct'),
} satisfies Record<string, RuleName>;
export type RuleCode = keyof typeof RULES;
/** What only a material change re-opens (paragraph 13(b)); whatever else an event makes stale, it does by having happened. */
export const ONLY_MATERIAL: readonly RuleCode[] = ['R-13b'];
export const MATRIX_RULE_CODES = Object.keys(RULES) as RuleCode[];

export interface MatrixRow {
  en: string;
  zhHant: string;
  rules: readonly RuleCode[];
  /** Something went wrong: it is not taken out of the register as if it had not. */
  adverse: boolean;
  /** What else it asks for, besides rules. */
  also: readonly { en: string; zhHant: string }[];
}

export const CHANGE_MATRIX = {
  model_version_changed: row(
    'A provider changes the version of a model, or an alias moves',
    '提供者更改模型版本，或別名指向另一版本',
    {
      rules: ['R-11', 'R-13b', 'R-13c', 'R-13d', 'R-18a', 'R-18c', 'R-19', 'R-26a'],
    },
  ),
  data_set_added: row(
    'A data set is added for fine-tuning, or the documents for retrieval change their class',
    '加入微調用的資料集，或檢索文件的數據類別改變',
    {
      rules: ['R-13b', 'R-13d', 'R-23', 'R-24', 'R-25'],
    },
  ),
  prompt_or_orchestration_changed: row(
    'Prompts, filters, retrieval or orchestration change',
    '提示、過濾、檢索或協調方式改變',
    {
      rules: ['R-13b', 'R-13c'],
    },
  ),
  transparency_withdrawn: row(
    'A provider withdraws what it told: a model card, an audit report, a list of sub-processors',
    '提供者撤回其披露的資料：模型說明卡、審計報告或分判資料處理者名單',
    {
      rules: ['R-26a', 'R-26', 'R-28a'],
      also: [
        also('Monitoring one step faster (footnote 21)', '監察頻率提高一級（註釋 21）'),
        also('What the provider stands on is recorded as undisclosed', '提供者的上游記錄為未披露'),
      ],
    },
  ),
  subprocessor_or_region_changed: row(
    'A sub-processor, host or region changes',
    '分判資料處理者、寄存商或地區改變',
    {
      rules: ['R-04c', 'R-24', 'R-26c', 'R-27', 'R-29a', 'R-29c'],
    },
  ),
  provider_ownership_changed: row('A provider changes owner', '提供者的擁有權改變', {
    rules: ['R-26', 'R-04c'],
    also: [
      also('Whether evidence made with its tools is still independent', '以其工具製作的證明文件是否仍然獨立'),
    ],
  }),
  terms_changed: row(
    'Terms, an indemnity, retention, the use for training or the list of territories change',
    '條款、彌償、保留期限、訓練用途或獲支援地區改變',
    {
      rules: ['R-10b', 'R-26c', 'R-24'],
    },
  ),
  end_of_life_announced: row('The end of a version or service is announced', '宣布某版本或服務將會終止', {
    rules: ['R-29a', 'R-29b', 'R-13b'],
    also: [
      also('A plan to validate what comes after it', '後繼項目的驗證計劃'),
      also('An exit, dated before the end', '在終止前完成退出安排'),
    ],
  }),
  vulnerability_or_malicious_release: row(
    'A vulnerability or a malicious version is published',
    '公布漏洞或惡意版本',
    {
      rules: ['R-28a', 'R-20'],
      adverse: true,
      also: [also('Possibly suspend the use', '考慮暫停使用')],
    },
  ),
  outage_beyond_tolerance: row(
    'An outage beyond what is tolerated, or an exercise that failed',
    '中斷超出可容忍時間，或演練失敗',
    {
      rules: ['R-29a', 'R-29b', 'R-04c'],
      adverse: true,
    },
  ),
  ai_feature_switched_on: row('A product of a vendor switches a feature of AI on', '供應商產品啟用 AI 功能', {
    rules: ['R-06', 'R-07', 'R-24', 'R-26', 'R-28a'],
  }),
  use_case_became_client_facing: row(
    'A use case comes to face clients, or to advise',
    '用例改為面向客戶或提供意見',
    {
      rules: ['R-07', 'R-08', 'R-17', 'R-18a', 'R-18b', 'R-18c', 'R-18d', 'R-30'],
    },
  ),
  market_regime_changed: row('The market or the economy turns', '市場或經濟環境轉變', {
    rules: ['R-13d', 'R-11'],
  }),
  staff_left: row('Somebody in a named role leaves', '獲指名的人員離任', { rules: ['R-10a', 'R-09'] }),
  incident_with_impact: row('An incident with an impact on clients or data', '對客戶或數據造成影響的事故', {
    rules: ['R-20', 'R-26', 'R-27', 'CoC-12.5'],
    adverse: true,
  }),
  // Not in the matrix: whatever it is, it may have changed what was validated and tested.
  other: row('Another change', '其他改動', { rules: ['R-13b', 'R-13c'] }),
} satisfies Record<string, MatrixRow>;
export type ChangeKind = keyof typeof CHANGE_MATRIX;
export const CHANGE_KINDS = Object.keys(CHANGE_MATRIX) as ChangeKind[];

function rule(en: string, zhHant: string, paragraph: string, basis: Basis = 'circular'): RuleName {
  return { en, zhHant, paragraph, basis };
}

function row(
  en: string,
  zhHant: string,
  { rules, adverse = false, also = [] }: Pick<MatrixRow, 'rules'> & Partial<MatrixRow>,
): MatrixRow {
  return { en, zhHant, rules, adverse, also };
}

function also(en: string, zhHant: string): MatrixRow['also'][number] {
  return { en, zhHant };
}
