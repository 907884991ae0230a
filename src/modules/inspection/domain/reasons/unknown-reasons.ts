import type { Words } from './words.js';

/** What nobody knows yet. */
export const UNKNOWNS = {
  audience_unknown: { en: 'It is not known who uses it.', zhHant: '未知使用者是誰。' },
  change_not_ruled: {
    en: 'What it was done on has changed, and nobody has ruled whether that is material.',
    zhHant: '進行時的架構其後已改動，而未有人裁定是否屬重大改動。',
  },
  changed_since: {
    en: 'Something that it stands on has changed, and it was not looked at again.',
    zhHant: '所依賴的項目已改動，尚未重新檢視。',
  },
  claims_unknown: {
    en: 'It is not known whether a product is offered as free of hallucination, and none was tested.',
    zhHant: '未知有否產品以消除或防避幻覺作為招徠，亦未有測試。',
  },
  conclusion_unknown: { en: 'A conclusion is missing.', zhHant: '缺少結論。' },
  conditions_unknown: {
    en: 'The conditions, or whether they are met, are not known.',
    zhHant: '未知條件或其是否獲符合。',
  },
  contract_unknown: {
    en: 'No contract is recorded of what it stands on.',
    zhHant: '未有記錄其所依賴的合約。',
  },
  control_not_rated: {
    en: 'It is not known how well the control is designed, or operates.',
    zhHant: '未知監控措施的設計或運作情況。',
  },
  data_classes_unknown: { en: 'It is not known what data it sees.', zhHant: '未知其接觸的數據類別。' },
  day_unknown: { en: 'The day is not known.', zhHant: '未知日期。' },
  developers_unknown: { en: 'It is not recorded who develops it.', zhHant: '未有記錄由誰開發。' },
  development_unknown: {
    en: 'It is not stated what the firm itself develops.',
    zhHant: '未有說明法團自行開發的部分。',
  },
  due_day_unknown: { en: 'It is not known by when notice is due.', zhHant: '未知通知的限期。' },
  encryption_unknown: {
    en: 'It is not known whether it is encrypted, or has to be.',
    zhHant: '未知是否已加密或是否須要加密。',
  },
  end_unknown: { en: 'It is not known until when the decision holds.', zhHant: '未知決定的有效期。' },
  flexibility_discussed: {
    en: 'Flexibility was discussed with the SFC; what it answered is not recorded as data.',
    zhHant: '已與證監會商討彈性；其答覆未以數據記錄。',
  },
  high_risk_unknown: {
    en: 'It is not known whether the use is high-risk.',
    zhHant: '未知用例是否屬高風險。',
  },
  impact_unknown: { en: 'The impact is not known.', zhHant: '未知影響。' },
  issue_not_ruled: {
    en: 'It is not known what was done about something that was found.',
    zhHant: '未知如何處理所發現的問題。',
  },
  materiality_unknown: {
    en: 'It is not known whether a breach would be material.',
    zhHant: '未知違反會否造成重大不利影響。',
  },
  measures_unknown: { en: 'It is not known which measures were taken.', zhHant: '未知採取了哪些措施。' },
  model_not_owned: {
    en: 'It is not shown that the firm answers for the model itself.',
    zhHant: '未有證明法團自行對模型負責。',
  },
  no_model_recorded: { en: 'No language model is recorded.', zhHant: '未有記錄語言模型。' },
  not_approved: { en: 'Nobody else has approved it yet.', zhHant: '尚未獲他人批准。' },
  not_covered: {
    en: 'No arrangement covers it, so that nobody knows on what terms it is used.',
    zhHant: '未有安排涵蓋，因此未知使用條款。',
  },
  not_recorded_yet: { en: 'It is not recorded yet.', zhHant: '尚未記錄。' },
  notice_due: { en: 'Notice is due and not given yet.', zhHant: '須發出通知而尚未發出。' },
  outcome_unknown: { en: 'What came of it is not known.', zhHant: '未知結果。' },
  oversight_unknown: {
    en: 'It is not known whether people review the output.',
    zhHant: '未知有否人員檢視輸出內容。',
  },
  path_unknown: { en: 'What a request passes through is not recorded.', zhHant: '未有記錄請求所經的過程。' },
  performer_unknown: {
    en: 'It is not known which person of the firm did it.',
    zhHant: '未知由法團哪位人員進行。',
  },
  protection_unknown: {
    en: 'It is not known whether anything protects the firm.',
    zhHant: '未知有否保障法團的措施。',
  },
  provider_unknown: { en: 'It is not known who provides it.', zhHant: '未知提供者。' },
  quality_unknown: { en: 'How the service ran is not known.', zhHant: '未知服務質素。' },
  rating_unknown: { en: 'A rating is not known.', zhHant: '有評級未知。' },
  reliance_unknown: { en: 'The reliance is not rated.', zhHant: '依賴程度未經評定。' },
  retest_due: { en: 'It is to be tested again after a new version.', zhHant: '版本更改後須重新測試。' },
  stack_not_recorded: {
    en: 'It is not recorded what the use is built of.',
    zhHant: '未有記錄用例由甚麼組成。',
  },
  stack_unknown: { en: 'It is not known on which stack it was done.', zhHant: '未知在哪個架構上進行。' },
  start_unknown: { en: 'It is not known since when.', zhHant: '未知開始日期。' },
  task_unknown: { en: 'It is not known who does a task.', zhHant: '未知由誰負責某項職責。' },
  tier_provisional: { en: 'What decides on the tier is not all known.', zhHant: '決定級別的資料未齊備。' },
  tolerance_unknown: {
    en: 'It is not known how long an interruption is tolerated.',
    zhHant: '未知可容忍中斷的時間。',
  },
  upstream_unknown: {
    en: 'It is not disclosed what one of them stands on.',
    zhHant: '未有披露其中一方的上游。',
  },
  version_unknown: {
    en: 'It is not known which version is in use, or was looked at.',
    zhHant: '未知使用中或經檢視的版本。',
  },
} satisfies Record<string, Words>;
