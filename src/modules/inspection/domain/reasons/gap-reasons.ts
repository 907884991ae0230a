import type { Words } from './words.js';

/** What is missing or wrong. */
export const GAPS = {
  assessor_missing: { en: 'A rating does not say who assessed it.', zhHant: '有評級未列明評估人。' },
  changed_materially: {
    en: 'What it was done on has changed materially since.',
    zhHant: '進行時的架構其後有重大改動。',
  },
  competence_missing: { en: 'For one of them no competence is shown.', zhHant: '其中一項未有能力證明。' },
  competence_not_shown: {
    en: 'No document in date shows the competence.',
    zhHant: '未有有效文件證明其能力。',
  },
  condition_broken: { en: 'A condition of the indemnity is broken.', zhHant: '彌償的一項條件不獲符合。' },
  condition_overdue: {
    en: 'A condition of the approval is overdue.',
    zhHant: '批准所附的一項條件已經逾期。',
  },
  conditions_not_shown: {
    en: 'No document in date shows that a condition is met.',
    zhHant: '未有有效文件證明條件獲符合。',
  },
  control_expired: { en: 'The control has expired.', zhHant: '監控措施已經過期。' },
  control_fails: {
    en: 'The control is not designed, or does not operate.',
    zhHant: '監控措施未有設計或未有運作。',
  },
  control_not_shown: { en: 'No document in date shows the control.', zhHant: '未有有效文件證明監控措施。' },
  decision_expired: { en: 'The decision has expired.', zhHant: '決定已經過期。' },
  developer_reviews: {
    en: 'Somebody who develops the model also validates, monitors or decides on it.',
    zhHant: '有開發人員同時進行驗證、監察或決定。',
  },
  diligence_expired: { en: 'The due diligence is not in date.', zhHant: '盡職審查已經過期。' },
  diligence_rejected: { en: 'The provider was rejected.', zhHant: '提供者不獲批准。' },
  exercise_failed: { en: 'The last exercise failed.', zhHant: '最近一次演練失敗。' },
  exercise_overdue: { en: 'The last exercise is too long ago.', zhHant: '最近一次演練已經過久。' },
  factors_left_out: {
    en: 'A risk factor is neither rated nor set aside.',
    zhHant: '有風險因素既未評級亦未擱置。',
  },
  failed: { en: 'It failed.', zhHant: '結果為不合格。' },
  failure_not_planned: {
    en: 'No approved plan covers an interruption of the service.',
    zhHant: '未有已批准的計劃涵蓋服務中斷。',
  },
  issue_open: { en: 'Something that was found is not dealt with.', zhHant: '有發現的問題尚未處理。' },
  measure_not_shown: {
    en: 'No document in date shows a measure that was chosen.',
    zhHant: '有所選措施未有有效證明文件。',
  },
  measures_missing: {
    en: 'A use is not validated, tested end to end or monitored as it should be.',
    zhHant: '有用例未按要求驗證、作端對端測試或受到監察。',
  },
  no_acceptance_standard: {
    en: 'There is no written standard that the provider has to meet.',
    zhHant: '未有訂明提供者須達到的標準。',
  },
  no_agreement: { en: 'There is no agreement, or nobody oversees it.', zhHant: '未有協議或監督的負責人。' },
  no_arrangement: {
    en: 'No arrangement covers anything that it is built of.',
    zhHant: '未有安排涵蓋其任何組成部分。',
  },
  no_bill_of_materials: {
    en: 'No bill of materials says what it is made of.',
    zhHant: '未有物料清單列明其構成。',
  },
  no_control: { en: 'No such control is held.', zhHant: '未有此項監控措施。' },
  no_data_flow: { en: 'No flow of data is recorded.', zhHant: '未有記錄數據流。' },
  no_data_set: { en: 'No data set is recorded.', zhHant: '未有記錄資料集。' },
  no_human_in_the_loop: {
    en: 'Nobody looks at the output before it reaches the user.',
    zhHant: '輸出內容送達使用者前未有人員檢視。',
  },
  no_plan: { en: 'There is no contingency plan.', zhHant: '未有應變計劃。' },
  no_service_record: { en: 'How the service ran is not on record.', zhHant: '未有服務紀錄。' },
  nobody_accountable: { en: 'Nobody who is with the firm answers for it.', zhHant: '未有在職人員對其負責。' },
  nobody_answers: { en: 'Nobody answers for a task that is shared.', zhHant: '有共同承擔的職責未有負責方。' },
  nobody_protects: {
    en: 'Neither a measure nor an indemnity protects the firm.',
    zhHant: '未有保障措施或彌償保障法團。',
  },
  not_acceptable: { en: 'It was found not to be acceptable.', zhHant: '經檢視後不可接受。' },
  not_all_registered: {
    en: 'Something that is listed is not in the register.',
    zhHant: '清單所列的部分項目不在登記冊內。',
  },
  not_assessable: { en: 'It could not be assessed.', zhHant: '無法進行評估。' },
  not_by_senior_manager: {
    en: 'Whoever did it is not a senior manager.',
    zhHant: '進行者並非高級管理層成員。',
  },
  not_decided: { en: 'It is not decided.', zhHant: '尚未決定。' },
  not_encrypted: {
    en: 'A flow of data that is not public is not encrypted.',
    zhHant: '有非公開數據流未有加密。',
  },
  not_exercised: { en: 'It was not exercised as it is now.', zhHant: '現行計劃未經演練。' },
  not_mitigated: { en: 'No document shows a measure against it.', zhHant: '未有證明文件顯示紓減措施。' },
  not_overseen: { en: 'It was not overseen in the last quarter.', zhHant: '過去一季未有監督。' },
  not_reasoned: { en: 'It does not say why, or who answers for it.', zhHant: '未有列明理由或負責人。' },
  not_recorded: { en: 'It is due, and there is no record of it.', zhHant: '已屆須進行之時而未有記錄。' },
  not_retested: { en: 'The days for testing it again have passed.', zhHant: '重新測試的期限已過。' },
  not_scanned: { en: 'There is no scan of it.', zhHant: '未有掃描記錄。' },
  not_senior: {
    en: 'Whoever answers for it is not a senior manager of the firm.',
    zhHant: '負責人並非法團的高級管理層成員。',
  },
  not_signed_by_function: {
    en: 'Whoever did it is not of the function that has to sign.',
    zhHant: '進行者不屬須簽署的職能。',
  },
  notice_overdue: { en: 'Notice is overdue.', zhHant: '通知已經逾期。' },
  older_than_contract: { en: 'A contract has begun since.', zhHant: '其後有合約開始生效。' },
  other_version: { en: 'It was about another version.', zhHant: '針對的是另一版本。' },
  oversight_missing: { en: 'There is no record that it was overseen.', zhHant: '未有監督的記錄。' },
  path_incomplete: { en: 'A component on the path was left out.', zhHant: '過程中有組件未有涵蓋。' },
  plan_not_approved: {
    en: 'The plan is not approved, or not for all of it.',
    zhHant: '計劃未獲批准，或未涵蓋全部。',
  },
  policy_missing: { en: 'A policy in date is missing.', zhHant: '缺少有效的政策。' },
  policy_out_of_date: {
    en: 'The policy is past its review, or its document is.',
    zhHant: '政策或其文件已過檢討日期。',
  },
  review_expired: { en: 'The review has expired.', zhHant: '檢視已經過期。' },
  same_provider: { en: 'The fallback comes from the same provider.', zhHant: '後備安排由同一提供者提供。' },
  scope_incomplete: { en: 'The scope leaves something out.', zhHant: '範圍未有涵蓋全部。' },
  sent_late: { en: 'Notice was given late.', zhHant: '逾期發出通知。' },
  shared_nodes: {
    en: 'The fallback stands on something that what it replaces stands on too.',
    zhHant: '後備安排與原有安排依賴相同項目。',
  },
  suspension_not_planned: {
    en: 'No plan says how the firm suspends the use.',
    zhHant: '未有計劃訂明法團如何暫停使用。',
  },
  target_missed: { en: 'The target was missed.', zhHant: '未達到目標。' },
  task_unallocated: { en: 'A task is nobody’s, or not confirmed.', zhHant: '有職責未獲分配或未經確認。' },
  too_old: { en: 'It is too long ago.', zhHant: '已經過久。' },
  too_slow: { en: 'Recovery takes longer than is tolerated.', zhHant: '復原時間超過可容忍時間。' },
  validated_late: { en: 'It was in use before it was validated.', zhHant: '在驗證前已經使用。' },
  version_not_listed: {
    en: 'The inventory does not say which version is in use.',
    zhHant: '清單未有列明使用中的版本。',
  },
} satisfies Record<string, Words>;
