import type { Locale } from '../../../kernel/actor.js';
import type { TierReasonCode } from './tier-reasons.js';

/** What people read of a reason for a tier. The answers of the register hold the codes; the texts are here once. */
export const TIER_REASON_TEXTS: Record<TierReasonCode, Record<Locale, string>> = {
  designated: {
    en: 'The firm designated it as high-risk.',
    'zh-Hant': '本公司已自行將其指定為高風險用例。',
  },
  advice_purpose: {
    en: 'It gives investment recommendations, investment advice or investment research.',
    'zh-Hant': '用途包括提供投資建議、投資意見或投資研究。',
  },
  purposes_unknown: {
    en: 'Its purpose is not recorded; until it is, advice counts as one.',
    'zh-Hant': '尚未記錄用途；在此之前，視作包括提供投資意見。',
  },
  client_recipient: {
    en: 'Clients or investors receive the result.',
    'zh-Hant': '結果由客戶或投資者接收。',
  },
  recipients_unknown: {
    en: 'Who receives the result is not recorded; until it is, clients count among them.',
    'zh-Hant': '尚未記錄由誰接收結果；在此之前，視作包括客戶。',
  },
  not_after_sales_only: {
    en: 'It is not limited to after-sales service.',
    'zh-Hant': '並非只限於售後客戶服務。',
  },
  after_sales_only_unknown: {
    en: 'Whether it is only after-sales service is not recorded.',
    'zh-Hant': '尚未記錄是否只限於售後客戶服務。',
  },
  clients_interact: { en: 'Clients interact with it.', 'zh-Hant': '客戶會與其互動。' },
  clients_interact_unknown: {
    en: 'Whether clients interact with it is not recorded.',
    'zh-Hant': '尚未記錄客戶會否與其互動。',
  },
  affects_clients: {
    en: 'Its output affects clients, or decisions that are made for them.',
    'zh-Hant': '輸出內容影響客戶，或影響為客戶作出的決定。',
  },
  affects_clients_unknown: {
    en: 'Whether its output affects clients is not recorded.',
    'zh-Hant': '尚未記錄輸出內容會否影響客戶。',
  },
  critical_operation: { en: 'It supports a critical operation.', 'zh-Hant': '支援關鍵業務。' },
  critical_operation_unknown: {
    en: 'Whether it supports a critical operation is not recorded.',
    'zh-Hant': '尚未記錄是否支援關鍵業務。',
  },
  confidential_data: {
    en: 'It handles data that are confidential or more sensitive.',
    'zh-Hant': '處理機密或更敏感的資料。',
  },
  data_classes_unknown: {
    en: 'Which data it handles is not recorded; until it is, confidential data count among them.',
    'zh-Hant': '尚未記錄處理哪些資料；在此之前，視作包括機密資料。',
  },
  nothing_raises_it: {
    en: 'Everything is stated, and nothing stated raises the tier.',
    'zh-Hant': '各項均已說明，且沒有任何一項令級別提高。',
  },
  no_advice_purpose: {
    en: 'It gives no investment recommendations, advice or research.',
    'zh-Hant': '不提供投資建議、投資意見或投資研究。',
  },
  no_client_recipient: {
    en: 'Neither clients nor investors receive the result.',
    'zh-Hant': '結果並非由客戶或投資者接收。',
  },
  after_sales_only: { en: 'It is after-sales service only.', 'zh-Hant': '只限於售後客戶服務。' },
};
