import type { Locale } from '../../kernel/actor.js';

/** What people read of one wrong field. `{name}` stands for a parameter of the rule. */
export const FIELD_TEXTS: Record<string, Record<Locale, string>> = {
  string: { en: 'Must be text.', 'zh-Hant': '必須為文字。' },
  'too-short': { en: 'Must have at least {min} character(s).', 'zh-Hant': '最少須有 {min} 個字元。' },
  'too-long': { en: 'Must have at most {max} characters.', 'zh-Hant': '最多 {max} 個字元。' },
  'plain-text': {
    en: 'Holds characters that are not allowed (controls, invisible characters, marks that change the reading direction, or piled-up accents), or none that can be seen.',
    'zh-Hant':
      '含有不容許的字元（控制字元、看不見的字元、改變閱讀方向的符號，或過多疊加的附加符號），或沒有任何可見的字元。',
  },
  code: { en: 'Must be one of: {codes}.', 'zh-Hant': '必須為下列其中一項：{codes}。' },
  list: { en: 'Must be a list.', 'zh-Hant': '必須為清單。' },
  unique: { en: 'Must not repeat an entry.', 'zh-Hant': '項目不得重複。' },
  'too-few': { en: 'Must have at least {min} entries.', 'zh-Hant': '最少須有 {min} 項。' },
  'too-many': { en: 'Must have at most {max} entries.', 'zh-Hant': '最多 {max} 項。' },
  'unknown-alone': {
    en: '"unknown" cannot stand beside other entries.',
    'zh-Hant': '「unknown」不可與其他項目並列。',
  },
  id: { en: 'Must be an id (UUID).', 'zh-Hant': '必須為編號（UUID）。' },
  date: {
    en: 'Must be a day that exists, as YYYY-MM-DD.',
    'zh-Hant': '必須為實際存在的日期，格式為 YYYY-MM-DD。',
  },
  'date-time': {
    en: 'Must be an RFC 3339 instant with its offset.',
    'zh-Hant': '必須為附有時差的 RFC 3339 時間。',
  },
  overlapping: {
    en: 'Overlaps with another one that is in use.',
    'zh-Hant': '與另一項未停用的記錄在時間上重疊。',
  },
  'at-most-months': { en: 'Must be at most {months} months long.', 'zh-Hant': '最長為 {months} 個月。' },
  'not-in-future': { en: 'Must not lie in the future.', 'zh-Hant': '不得為將來的時間。' },
  integer: { en: 'Must be a whole number.', 'zh-Hant': '必須為整數。' },
  number: { en: 'Must be a number.', 'zh-Hant': '必須為數字。' },
  boolean: { en: 'Must be true or false.', 'zh-Hant': '必須為 true 或 false。' },
  range: { en: 'Must lie between {min} and {max}.', 'zh-Hant': '必須介乎 {min} 至 {max}。' },
  'never-exceeded': {
    en: 'Must be below {max}: nothing could ever exceed it.',
    'zh-Hant': '必須低於 {max}，否則永遠不會超出上限。',
  },
  object: { en: 'Must be an object.', 'zh-Hant': '必須為物件。' },
  required: { en: 'Is missing.', 'zh-Hant': '必須提供。' },
  'unknown-field': { en: 'Is not a field of this request.', 'zh-Hant': '不是此請求的欄位。' },
  'unknown-question': { en: 'Is no question of this questionnaire.', 'zh-Hant': '此問卷沒有這條問題。' },
  'answer-value': { en: 'Must be text or a number.', 'zh-Hant': '必須為文字或數字。' },
  unanswered: {
    en: '{count} question(s) without an answer: {questions}. “Not known” and “declined” are answers too.',
    'zh-Hant': '{count} 條問題未有答案：{questions}。「未知」及「拒絕作答」亦屬答案。',
  },
  'evidence-needed': {
    en: '{count} answer(s) need a document: {questions}.',
    'zh-Hant': '{count} 項答案須附證明文件：{questions}。',
  },
  'not-concluded': {
    en: 'Needs a conclusion on each section; missing: {sections}.',
    'zh-Hant': '每個部分須有結論；尚欠：{sections}。',
  },
  'needs-finding': {
    en: 'Gaps need at least one finding in that section, with an owner and a day.',
    'zh-Hant': '結論為有不足之處時，該部分須最少有一項審查發現，並訂明負責人及限期。',
  },
  'within-months': {
    en: 'Must lie between today and {months} months ahead.',
    'zh-Hant': '必須介乎今日至 {months} 個月之內。',
  },
  'other-kind': {
    en: 'The questionnaire is for these kinds: {kinds}.',
    'zh-Hant': '此問卷適用於下列種類：{kinds}。',
  },
  'entity-kind': {
    en: 'Must be a legal entity of one of these kinds: {kinds}.',
    'zh-Hant': '必須為下列種類的法律實體：{kinds}。',
  },
  'unknown-factor': {
    en: 'Is no factor of this version of the catalogue.',
    'zh-Hant': '此版本的目錄沒有這項風險因素。',
  },
  'risk-forgotten': {
    en: 'The statement in force rates {factor} as high: the next one rates it again, as high or with a reason why it is less.',
    'zh-Hant': '生效中的風險陳述把 {factor} 評為高：下一份須再次評定，維持為高，或說明調低的理由。',
  },
  'component-kind': {
    en: 'Must be a component of one of these kinds: {kinds}.',
    'zh-Hant': '必須為下列種類的組件：{kinds}。',
  },
  'not-changed': {
    en: 'Nothing has changed that could be ruled on: the two stacks are the same, or one of them is not known.',
    'zh-Hant': '沒有可供裁定的改動：兩者的配置相同，或其中一方的配置資料不足。',
  },
  'other-configuration': {
    en: 'Is not the stack of now, which is {hash}: look at that one.',
    'zh-Hant': '並非現時的配置；現時的配置為 {hash}，請先查閱該配置。',
  },
  'unknown-reference': {
    en: 'Refers to nothing that you can see.',
    'zh-Hant': '所引用的項目不存在，或不在閣下可查閱的範圍之內。',
  },
  'retired-reference': { en: 'Refers to a retired record.', 'zh-Hant': '所引用的記錄已停用。' },
  'not-stored': { en: 'Contradicts a rule of the register.', 'zh-Hant': '違反登記冊的規則。' },
  'facts-or-exposures': {
    en: 'Give either facts or exposures.',
    'zh-Hant': '必須提供 facts 或 exposures 其中之一（不可同時提供）。',
  },
  'control-state': {
    en: 'Must be a list of one or two states, each 0, 0.5, 1, null or "unknown".',
    'zh-Hant': '必須為一至兩項狀態的清單，每項為 0、0.5、1、null 或「unknown」。',
  },
  'not-applicable': {
    en: 'Each entry must be a code, or an item ({codes}) with reason, approver and expiresOn.',
    'zh-Hant': '每項必須為代碼，或項目（{codes}）連同 reason、approver 及 expiresOn。',
  },
  'requires-nothing': {
    en: 'A parent, a base model or a manual procedure stands on nothing.',
    'zh-Hant': '母公司、基礎模型或人手程序並不依賴其他項目。',
  },
  reference: {
    en: 'Must begin with a letter and consist of letters, digits and hyphens.',
    'zh-Hant': '須以英文字母開首，並只可使用英文字母、數字及連字號。',
  },
  version: {
    en: 'Must be letters, digits, dots, hyphens and underscores, and begin with a letter or digit.',
    'zh-Hant': '只可使用英文字母、數字、句點、連字號及底線，並須以英文字母或數字開首。',
  },
  'adds-up': {
    en: 'The parts must add up to 1 (or, for controls, to more than 0).',
    'zh-Hant': '各項之和必須為 1（監控措施則須大於 0）。',
  },
  'unknown-is-worst': {
    en: 'The unknown must count as the worst of its table.',
    'zh-Hant': '資料不足必須視作該表中最差的一項。',
  },
  falling: {
    en: 'The values must not rise from one step to the next.',
    'zh-Hant': '各級數值不可遞增。',
  },
  'keeps-order': {
    en: 'Must not count for less than something milder in its table.',
    'zh-Hant': '不得低於該表中較輕微的一項。',
  },
  'ends-at-zero': { en: 'The last step must begin at 0.', 'zh-Hant': '最後一級必須由 0 開始。' },
  rising: { en: 'The bounds must rise from one step to the next.', 'zh-Hant': '各級界線必須遞增。' },
  cursor: { en: 'Is not a cursor of this list and order.', 'zh-Hant': '不是此清單及排序的游標。' },
  jurisdiction: {
    en: 'Must be a country or territory code (ISO 3166-1, two letters).',
    'zh-Hant': '必須為國家或地區代碼（ISO 3166-1 兩個字母）。',
  },
  'time-zone': { en: 'Must be a time zone of the IANA database.', 'zh-Hant': '必須為 IANA 時區。' },
  lei: {
    en: 'Is not a valid legal entity identifier (ISO 17442).',
    'zh-Hant': '不是有效的法人識別編碼（ISO 17442）。',
  },
  purl: { en: 'Is not a valid package URL.', 'zh-Hant': '不是有效的 package URL。' },
  licence: { en: 'Is not a valid SPDX licence expression.', 'zh-Hant': '不是有效的 SPDX 授權表達式。' },
  cyclonedx: {
    en: 'Is not as CycloneDX {version} has it: {reason}.',
    'zh-Hant': '不符合 CycloneDX {version} 的規格：{reason}。',
  },
  'vulnerability-id': {
    en: 'Is not a published id of a vulnerability, such as CVE-2024-1234 or GHSA-jfh8-c2jp-5v3q.',
    'zh-Hant': '不是已公布的漏洞編號，例如 CVE-2024-1234 或 GHSA-jfh8-c2jp-5v3q。',
  },
  'leads-to-finding': {
    en: 'Leads to {identifier} in {component}, which is neither remediated nor cleared.',
    'zh-Hant': '涉及 {component} 的 {identifier}，該發現尚未補救或解除。',
  },
  'not-remediated': {
    en: 'Stays as it is until remediatedOn is recorded.',
    'zh-Hant': '記錄 remediatedOn 之前，須維持不變。',
  },
  currency: {
    en: 'Must be a currency (ISO 4217, three capital letters).',
    'zh-Hant': '必須為貨幣代碼（ISO 4217 三個大寫字母）。',
  },
  'not-among': { en: 'Must be one of {other}.', 'zh-Hant': '必須為 {other} 其中一項。' },
  'rank-above-nobody': {
    en: 'Nobody of rank {rank} is listed whom it could supply.',
    'zh-Hant': '清單內沒有第 {rank} 級的分判資料處理者可由其供應。',
  },
  'refusal-stands': {
    en: 'It is recorded that {jurisdiction} is not supported: only a status with a later checkedOn changes that.',
    'zh-Hant': '已記錄 {jurisdiction} 不獲支援：須以較後的 checkedOn 記錄新狀況，方可更改。',
  },
  sha256: {
    en: 'Must be a SHA-256: 64 lower-case hexadecimal digits.',
    'zh-Hant': '必須為 SHA-256：64 個小寫十六進位數字。',
  },
  'file-name': {
    en: 'Must have a name, without slashes, control characters or marks that change the reading direction.',
    'zh-Hant': '檔案須有名稱，且不得含有斜線、控制字元或改變閱讀方向的符號。',
  },
  'empty-file': { en: 'Is empty.', 'zh-Hant': '檔案沒有內容。' },
  'file-kind': {
    en: 'Is not a document that is kept, or its name says that it is another kind. Taken are: {endings}.',
    'zh-Hant': '不是可存放的文件，或檔案名稱與內容不符。可接受：{endings}。',
  },
  'harmful-archive': {
    en: 'Cannot be opened, or unpacks to more than a document may.',
    'zh-Hant': '無法開啟，或解壓後超出文件的容許大小。',
  },
  'infected-file': {
    en: 'The virus scanner found {signature} in it.',
    'zh-Hant': '防毒掃描器在檔案中發現 {signature}。',
  },
  'other-file': {
    en: 'The file that arrived has the SHA-256 {sha256}.',
    'zh-Hant': '收到的檔案的 SHA-256 為 {sha256}。',
  },
  email: { en: 'Is not a valid e-mail address.', 'zh-Hant': '不是有效的電郵地址。' },
  'https-url': { en: 'Must be an https address.', 'zh-Hant': '必須為 https 網址。' },
  circular: { en: 'Would make the record its own ancestor.', 'zh-Hant': '會令記錄成為自己的上級。' },
  'self-reference': { en: 'Must not be the record itself.', 'zh-Hant': '不可為記錄本身。' },
  'not-a-model': {
    en: 'Must be a language model or an embedding model.',
    'zh-Hant': '必須為語言模型或嵌入模型。',
  },
  'has-passed': {
    en: 'That day has passed: give the day that holds now, not none.',
    'zh-Hant': '該日已過：請填寫現時適用的日期，不可留空。',
  },
  'only-with': { en: 'May be given only together with {other}.', 'zh-Hant': '只可與 {other} 一併提供。' },
  'needed-with': { en: 'Is needed together with {other}.', 'zh-Hant': '須與 {other} 一併提供。' },
  'contradicting-members': {
    en: '{first} and {second} contradict each other.',
    'zh-Hant': '{first} 與 {second} 互相矛盾。',
  },
  decimals: { en: 'Must have at most {max} decimals.', 'zh-Hant': '最多 {max} 位小數。' },
  contradiction: { en: 'Contradicts {other}.', 'zh-Hant': '與 {other} 互相矛盾。' },
  'easy-to-guess': {
    en: 'Is too easy to guess: common, repetitive, or made of the address, the name or this product.',
    'zh-Hant': '密碼容易被猜中：過於常見、重複，或取自電郵地址、姓名或本產品名稱。',
  },
  'same-password': { en: 'Is the password that you have already.', 'zh-Hant': '與現有密碼相同。' },
  'wrong-password': { en: 'Is not your present password.', 'zh-Hant': '不是閣下現時的密碼。' },
  'wrong-code': {
    en: 'Is not the code of this moment, or was used before.',
    'zh-Hant': '不是此刻有效的驗證碼，或已被使用。',
  },
  'link-not-valid': {
    en: 'The token was used, has expired, or is not one of ours.',
    'zh-Hant': '權杖已被使用、已過期，或並非由本系統發出。',
  },
  'local-path': {
    en: 'Must be a path on this site, beginning with one slash.',
    'zh-Hant': '必須為本網站的路徑，並以一個斜線開首。',
  },
  'roles-apart': {
    en: 'An administrator takes no risk decisions: admin cannot stand beside risk_officer or senior_manager.',
    'zh-Hant': '管理員不作風險決定：admin 不可與 risk_officer 或 senior_manager 並存。',
  },
  'beyond-own-rights': { en: 'Goes beyond your own rights.', 'zh-Hant': '超出閣下本身的權限。' },
  'beyond-own-scope': {
    en: 'Goes beyond the legal entities that you may see.',
    'zh-Hant': '超出閣下可查閱的法律實體範圍。',
  },
  'not-a-scope': {
    en: 'Holds a permission that an API key of this kind cannot have.',
    'zh-Hant': '含有此類 API 金鑰不可持有的權限。',
  },
  'not-to-be-forgotten': {
    en: 'Is recorded as less than full, as failed, as adverse or as not dealt with: that may be remedied, and not be forgotten.',
    'zh-Hant': '已記錄為未達全面、不合格、不利或尚未處理：可以補救，但不得刪去。',
  },
  'hides-what-is-inherited': {
    en: 'Says less than what would be inherited in its place: change it to what is true first.',
    'zh-Hant': '其內容較可沿用的監控措施為差：請先更改為真實情況。',
  },
  'within-two-years': {
    en: 'Must be today or later, and at most two years ahead.',
    'zh-Hant': '必須為今日或以後，最長為兩年之內。',
  },
  'ahead-within-two-years': {
    en: 'Must be after today, and at most two years ahead.',
    'zh-Hant': '必須為今日之後，最長為兩年之內。',
  },
  'to-be-known': {
    en: 'Must be known before somebody decides on it.',
    'zh-Hant': '須先行確定，方可作出決定。',
  },
  'not-done': {
    en: 'Is open: it must be done, or not be applicable, before somebody decides on it.',
    'zh-Hant': '仍未完成：須先完成或列為不適用，方可作出決定。',
  },
  'exercise-failed': {
    en: 'An exercise failed: only a later one of the same case that succeeds remedies it.',
    'zh-Hant': '有演練失敗：只有其後就同一情況成功進行的演練方可補救。',
  },
  'adverse-event': {
    en: 'What went wrong stays on record as it is.',
    'zh-Hant': '不利的事件須照樣保留記錄。',
  },
  'provider-suspended': {
    en: 'Its provider is suspended: what that provider operates stays with it until the suspension is lifted.',
    'zh-Hant': '其供應者已被暫停使用：在恢復使用之前，由該供應者營運的組件須維持不變。',
  },
  'within-a-year': {
    en: 'Must lie ahead, and at most one year ahead.',
    'zh-Hant': '必須為將來的時間，最長為一年之內。',
  },
  'reserved-id': { en: 'Is a reserved id.', 'zh-Hant': '此編號已保留。' },
  'duplicate-id': { en: 'Stands twice.', 'zh-Hant': '編號重複。' },
  'unknown-id': { en: 'Names nothing in this request.', 'zh-Hant': '此請求內沒有這個編號。' },
  'k-below-one': { en: 'Must need at least one.', 'zh-Hant': '最少須為一。' },
  'k-above-alternatives': {
    en: 'Needs more than there are alternatives.',
    'zh-Hant': '所需數目多於替代項目的數目。',
  },
  'order-out-of-range': {
    en: 'Must lie between {least} and {most}.',
    'zh-Hant': '必須介乎 {least} 至 {most}。',
  },
  'never-fails': { en: 'A manual procedure never fails.', 'zh-Hant': '人手程序不會失效。' },
};
