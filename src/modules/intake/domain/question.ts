import {
  DATA_CLASSES,
  DEVELOPMENT_FLAGS,
  PURPOSES,
  RECIPIENTS,
  SCOPE_DECISIONS,
  YES_NO,
} from '../../inventory/tier.public.js';

export interface Bilingual {
  readonly en: string;
  readonly 'zh-Hant': string;
}

/** How a form asks for a field. */
export const FIELD_TYPES = [
  'text',
  'code',
  'codes',
  'date',
  'legal_entities',
  'person',
  'components',
  'texts',
] as const;

export interface QuestionField {
  /** Where the answer goes in the body of POST /intake; `scope.decision` is decision in scope. */
  readonly name: string;
  readonly type: (typeof FIELD_TYPES)[number];
  readonly required: boolean;
  readonly label: Bilingual;
  /** The codes to choose from, with their words; empty for free fields. */
  readonly options: readonly (Bilingual & { readonly code: string })[];
}

export interface Question {
  readonly number: number;
  readonly code: string;
  readonly text: Bilingual;
  readonly help: Bilingual;
  readonly fields: readonly QuestionField[];
}

export const both = (en: string, zhHant: string): Bilingual => ({ en, 'zh-Hant': zhHant });

type Labels<Codes extends readonly string[]> = Record<Codes[number], Bilingual>;

function optionsOf<Codes extends readonly string[]>(
  codes: Codes,
  labels: Labels<Codes>,
): QuestionField['options'] {
  return codes.map((code) => ({ code, ...labels[code as Codes[number]] }));
}

const UNKNOWN = both('Not known yet', '尚未知悉');

export const YES_NO_OPTIONS = optionsOf(YES_NO, {
  yes: both('Yes', '是'),
  no: both('No', '否'),
  unknown: UNKNOWN,
});

export const SCOPE_OPTIONS = optionsOf(SCOPE_DECISIONS, {
  in: both('Yes: in scope', '是：屬範圍之內'),
  out: both('No: out of scope', '否：不屬範圍'),
  unknown: UNKNOWN,
});

export const PURPOSE_OPTIONS = optionsOf(PURPOSES, {
  investment_recommendation: both('Investment recommendations', '投資建議'),
  investment_advice: both('Investment advice', '投資意見'),
  investment_research: both('Investment research', '投資研究'),
  other: both('Something else', '其他'),
  unknown: UNKNOWN,
});

export const RECIPIENT_OPTIONS = optionsOf(RECIPIENTS, {
  client: both('Clients', '客戶'),
  investor: both('Investors', '投資者'),
  internal: both('Staff of the firm', '本公司職員'),
  other_external: both('Others outside the firm', '其他外部人士'),
  unknown: UNKNOWN,
});

export const DATA_CLASS_OPTIONS = optionsOf(DATA_CLASSES, {
  public: both('Public', '公開資料'),
  internal: both('Internal', '內部資料'),
  confidential: both('Confidential', '機密資料'),
  personal: both('Personal data', '個人資料'),
  sensitive_personal: both('Sensitive personal data', '敏感個人資料'),
  inside_information: both('Inside information', '內幕消息'),
  credentials: both('Passwords and keys', '密碼及密鑰'),
  unknown: UNKNOWN,
});

export const DEVELOPMENT_OPTIONS = optionsOf(DEVELOPMENT_FLAGS, {
  own_training: both('Trains a model of its own', '自行訓練模型'),
  fine_tuned: both('Fine-tunes a model', '對模型作出微調'),
  rag: both('Adds retrieval augmented generation', '加入檢索增強生成'),
  content_filter_added: both('Adds content filtering', '加入內容過濾技術'),
  prompt_tool_integrated: both('Integrates a prompt management solution', '結合提示管理方案'),
  enhanced_or_optimised: both('Enhances or optimises the model', '完善或優化模型'),
  other_component_customised: both('Customises another part of the system', '對系統其他組成部分量身訂製'),
  off_the_shelf: both('Uses the model as it comes', '使用現成的模型'),
  only_base_parameters: both('Sets basic parameters only', '只設定基本參數'),
  version_frozen: both('Keeps the version from being upgraded', '停止升級版本'),
  ui_disclosure_only: both('Adds a disclosure to the interface only', '只在使用者介面加入披露'),
  combined_without_customising: both(
    'Combines products without customising them',
    '結合現成產品而沒有量身訂製',
  ),
});
