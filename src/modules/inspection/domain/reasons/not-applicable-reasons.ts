import type { Words } from './words.js';

/** What is not asked. */
export const NOT_APPLICABLE = {
  assessable: { en: 'The framework can be judged.', zhHant: '可以評估該框架。' },
  below_tier: { en: 'It is not asked of uses of this tier.', zhHant: '此級別的用例無須符合。' },
  claimed: {
    en: 'An approved claim says that the rule does not apply.',
    zhHant: '已批准的聲明指規則不適用。',
  },
  encouraged_only: { en: 'It is encouraged, not required.', zhHant: '屬鼓勵性質，並非規定。' },
  has_counterparty: { en: 'There is a provider to assess.', zhHant: '有可評估的提供者。' },
  in_house: { en: 'The firm provides it itself.', zhHant: '由法團自行提供。' },
  keeps_no_data: {
    en: 'It keeps neither embeddings, vectors nor training data.',
    zhHant: '不儲存嵌入、向量或訓練數據。',
  },
  no_client_interacts: { en: 'No client interacts with it.', zhHant: '並無客戶與其互動。' },
  no_counterparty: { en: 'There is nobody to hold to anything.', zhHant: '並無可追究的對手方。' },
  no_fallback: { en: 'There is no fallback.', zhHant: '並無後備安排。' },
  no_indemnity: { en: 'Nobody indemnifies the firm.', zhHant: '並無彌償。' },
  no_model_development: { en: 'The firm does not develop the model.', zhHant: '法團並無進行模型開發。' },
  no_sensitive_data: { en: 'It sees no sensitive data.', zhHant: '不接觸敏感數據。' },
  no_stage_yet: {
    en: 'It has not come to any stage that the firm goes through.',
    zhHant: '尚未進入法團須經歷的任何階段。',
  },
  no_third_party: {
    en: 'No third party provides anything that it is built of.',
    zhHant: '其組成部分均非由第三方提供。',
  },
  no_training: { en: 'The firm trains nothing.', zhHant: '法團並無進行訓練。' },
  not_a_model: { en: 'It is not a language model.', zhHant: '並非語言模型。' },
  not_high_risk: { en: 'The use is not high-risk.', zhHant: '用例不屬高風險。' },
  not_licensed: {
    en: 'The circular is addressed to licensed corporations.',
    zhHant: '通函的對象為持牌法團。',
  },
  not_of_the_group: { en: 'It is not of the group.', zhHant: '不屬集團公司。' },
  not_open_source: { en: 'The model is not open source.', zhHant: '該模型並非開源模型。' },
  not_running: { en: 'The use is not running.', zhHant: '用例並未運行。' },
  not_software: { en: 'It is not software.', zhHant: '並非軟件。' },
  not_software_or_data: { en: 'It is neither software nor data.', zhHant: '並非軟件或數據。' },
  not_to_be_notified: { en: 'The SFC need not be notified.', zhHant: '無須通知證監會。' },
  nothing_delegated: { en: 'Nothing is delegated.', zhHant: '並無轉授職能。' },
  nothing_shared: { en: 'No task is shared.', zhHant: '並無共同承擔的職責。' },
  of_the_group: {
    en: 'The circular’s paragraphs on third parties do not bind companies of the group.',
    zhHant: '通函有關第三方提供者的段落不適用於集團公司。',
  },
  out_of_scope: { en: 'The use was decided to be out of scope.', zhHant: '用例已決定不在適用範圍內。' },
  own_models_only: { en: 'Its models are the firm’s own.', zhHant: '其模型由法團自行提供。' },
  parts_only: {
    en: 'It makes only libraries that something else is built with; those are looked at as components.',
    zhHant: '只提供其他項目所用的程式庫；程式庫按組件檢視。',
  },
  public_data_only: { en: 'It sees public data only.', zhHant: '只接觸公開數據。' },
  upstream_only: {
    en: 'The firm has not chosen it: another provider stands on it.',
    zhHant: '並非由法團挑選，而是其他提供者所依賴。',
  },
} satisfies Record<string, Words>;
