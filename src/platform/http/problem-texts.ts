import type { Locale } from '../../kernel/actor.js';
import type { ProblemCode } from '../../kernel/problem-codes.js';

interface Text {
  title: string;
  detail: string;
}

/** What people read of a problem. `{name}` stands for a parameter of the refusal. */
export const PROBLEM_TEXTS: Record<ProblemCode, Record<Locale, Text>> = {
  'malformed-request': {
    en: { title: 'The request cannot be read', detail: 'The request is not well formed: {reason}.' },
    'zh-Hant': { title: '無法讀取請求', detail: '請求的格式不正確：{reason}。' },
  },
  unauthenticated: {
    en: {
      title: 'Sign in first',
      detail:
        'No credentials came with the request, or they are not valid: unknown, expired or revoked. Sign in, or use another key.',
    },
    'zh-Hant': {
      title: '請先登入',
      detail: '請求沒有附上身分憑證，或憑證無效（不明、已過期或已撤銷）。請登入，或使用另一金鑰。',
    },
  },
  'link-not-valid': {
    en: {
      title: 'The link is not valid',
      detail: 'It has ended, was withdrawn, or is not one of ours. Ask whoever sent it for another.',
    },
    'zh-Hant': {
      title: '連結無效',
      detail: '連結已到期、已撤回，或並非由本系統發出。請向發送人索取另一連結。',
    },
  },
  'sign-in-refused': {
    en: {
      title: 'Sign-in refused',
      detail: 'The details given do not open an account here. Check them, or ask an administrator.',
    },
    'zh-Hant': { title: '登入不成功', detail: '所提供的資料未能登入任何帳戶。請核對，或向管理員查詢。' },
  },
  forbidden: {
    en: {
      title: 'Not allowed',
      detail:
        'Your roles, the scopes of the key, or the legal entities that you may act for do not allow this.',
    },
    'zh-Hant': {
      title: '沒有權限',
      detail: '閣下的職責、金鑰的權限範圍，或可代表的法律實體，不容許此操作。',
    },
  },
  'csrf-refused': {
    en: {
      title: 'Refused as a possible forgery',
      detail: 'A change made with a session needs the header X-Underpin-Request: 1 and our own origin.',
    },
    'zh-Hant': {
      title: '懷疑為偽冒請求',
      detail: '以登入時段作出更改，須附上標頭 X-Underpin-Request: 1，並須來自本系統的網域。',
    },
  },
  'confirmation-needed': {
    en: {
      title: 'Confirm that it is you',
      detail:
        'This changes rights or credentials: confirm your password first (POST /api/v1/auth/confirm), or sign in again.',
    },
    'zh-Hant': {
      title: '請確認身分',
      detail: '此操作涉及權限或憑證；請先確認密碼（POST /api/v1/auth/confirm），或重新登入。',
    },
  },
  'not-found': {
    en: { title: 'Not found', detail: 'Nothing is there, or it lies outside what you may see.' },
    'zh-Hant': { title: '找不到', detail: '該項目不存在，或不在閣下可查閱的範圍之內。' },
  },
  'method-not-allowed': {
    en: { title: 'Method not allowed', detail: 'This address answers only: {allowed}.' },
    'zh-Hant': { title: '不容許此方法', detail: '此地址只接受：{allowed}。' },
  },
  conflict: {
    en: { title: 'Conflict', detail: 'The change contradicts what the register holds now.' },
    'zh-Hant': { title: '出現衝突', detail: '此更改與登記冊現有的資料互相抵觸。' },
  },
  'duplicate-name': {
    en: {
      title: 'The name is taken',
      detail:
        'A record that is in use has this name; case and character width make no difference. Look for it with ?q=, use that one, or choose another name.',
    },
    'zh-Hant': {
      title: '名稱已被使用',
      detail:
        '已有一項使用中的記錄採用此名稱；大小寫及全形半形視為相同。請以 ?q= 搜尋並使用該記錄，或改用另一名稱。',
    },
  },
  'in-use': {
    en: {
      title: 'Still in use',
      detail: 'It cannot be retired while {count} record(s) depend on it: {names}.',
    },
    'zh-Hant': { title: '仍在使用', detail: '仍有 {count} 項記錄依賴它，不能停用：{names}。' },
  },
  retired: {
    en: {
      title: 'Retired',
      detail: 'The record is retired: restore it before you change it or refer to it.',
    },
    'zh-Hant': { title: '已停用', detail: '此記錄已停用；請先恢復，然後才可更改或引用。' },
  },
  'not-retired': {
    en: { title: 'Not retired', detail: 'Only a retired record can be restored.' },
    'zh-Hant': { title: '並未停用', detail: '只有已停用的記錄才可恢復。' },
  },
  'adverse-finding': {
    en: {
      title: 'An adverse finding stands',
      detail:
        'What was found to be bad is not forgotten. A vulnerability goes away only by the day of its remediation, or by a VEX statement that clears it; a malicious version by the day alone; a failed exercise by a later one that succeeds. Record that before, or with this change.',
    },
    'zh-Hant': {
      title: '不利發現仍然成立',
      detail:
        '不利的發現不得刪去。漏洞須記錄補救日期，或以 VEX 聲明證明不受影響，方可了結；惡意版本則必須記錄補救日期；失敗的演練須由其後成功的演練補救。請先行記錄，或與此更改一併記錄。',
    },
  },
  'four-eyes': {
    en: { title: 'A second person must decide', detail: 'Nobody approves what they prepared.' },
    'zh-Hant': { title: '須由另一人決定', detail: '擬備人不得自行批准。' },
  },
  'not-open': {
    en: {
      title: 'Not open for changes',
      detail: 'It is with the provider, or with whoever decides on it: end that first, then change it.',
    },
    'zh-Hant': { title: '現時不可更改', detail: '正由提供者作答，或已提交待決；請先了結該步驟，然後更改。' },
  },
  'already-decided': {
    en: {
      title: 'Decided on',
      detail: 'What was decided stands as it was. Prepare another one to follow it.',
    },
    'zh-Hant': { title: '已有決定', detail: '已作決定的內容維持不變；如須更新，請另行擬備。' },
  },
  'not-triaged': {
    en: {
      title: 'Nobody has ruled on it',
      detail: 'Whether the change is material is ruled by a second person first.',
    },
    'zh-Hant': { title: '尚未分流', detail: '須先由另一人裁定該改動是否屬重大改動。' },
  },
  'no-impact': {
    en: {
      title: 'No impact is known or possible',
      detail:
        'It is recorded that the incident had no impact on clients or data, and it is no outage beyond what is tolerated.',
    },
    'zh-Hant': {
      title: '並無影響',
      detail: '已記錄該事故對客戶及數據均無影響，亦非超出可容忍時間的中斷。',
    },
  },
  'already-linked': {
    en: { title: 'Has its change event', detail: 'The change event of this incident exists already.' },
    'zh-Hant': { title: '已有改動事件', detail: '此事故的改動事件早已建立。' },
  },
  'exit-begun': {
    en: {
      title: 'The exit has begun',
      detail:
        'Something of it is recorded or submitted: it is not retired. Have it closed, or abandoned with a reason.',
    },
    'zh-Hant': {
      title: '退出程序已展開',
      detail: '此退出個案已有記錄或已提交，不能停用。請安排了結，或說明原因後放棄。',
    },
  },
  'not-as-seen': {
    en: {
      title: 'It would stop something else now',
      detail:
        'What the suspension would stop is not what was looked at: read the list again, then decide. Nothing was changed.',
    },
    'zh-Hant': {
      title: '受影響的範圍已改變',
      detail:
        '暫停使用現時會影響的範圍，與先前查閱的清單不同；請重新讀取清單，然後再作決定。未有作出任何更改。',
    },
  },
  'already-suspended': {
    en: { title: 'Suspended already', detail: 'It is suspended: nothing more is stopped by doing so again.' },
    'zh-Hant': { title: '早已暫停使用', detail: '此項目已被暫停使用，毋須再次暫停。' },
  },
  'not-suspended': {
    en: { title: 'Not suspended', detail: 'Only what is suspended can be reinstated.' },
    'zh-Hant': { title: '並未暫停使用', detail: '只有已被暫停使用的項目才可恢復使用。' },
  },
  'already-closed': {
    en: { title: 'Closed already', detail: 'It was dealt with before, and that stands.' },
    'zh-Hant': { title: '早已了結', detail: '該事項先前已經處理，結果維持不變。' },
  },
  'already-withdrawn': {
    en: { title: 'Taken back already', detail: 'It was taken back before, and counts for nothing.' },
    'zh-Hant': { title: '早已撤回', detail: '該項先前已經撤回，不再生效。' },
  },
  'finding-closed': {
    en: {
      title: 'The excess is gone',
      detail:
        'The finding is closed: what exceeded the limit does so no longer, or the limit holds no longer.',
    },
    'zh-Hant': { title: '已不再超出上限', detail: '此項發現已了結：已不再超出上限，或該上限已不再適用。' },
  },
  'function-needed': {
    en: {
      title: 'Needs a signing function',
      detail: 'This is signed by somebody who carries one of these functions: {functions}.',
    },
    'zh-Hant': { title: '須具備簽署職能', detail: '須由具備下列其中一項簽署職能的人簽署：{functions}。' },
  },
  'not-accepted': {
    en: { title: 'Not accepted', detail: 'There is no acceptance in force that could be taken back.' },
    'zh-Hant': { title: '並未獲接納', detail: '沒有生效中的接納可以撤回。' },
  },
  'session-required': {
    en: {
      title: 'Needs a session',
      detail: 'This belongs to a signed-in session of a person; an API key cannot do it.',
    },
    'zh-Hant': { title: '須先登入', detail: '此操作只可在用戶登入後進行，不可使用 API 金鑰。' },
  },
  'last-administrator': {
    en: {
      title: 'The last administrator',
      detail: 'Nobody could manage people any more. Make another active administrator first.',
    },
    'zh-Hant': { title: '最後一名管理員', detail: '系統將再無人可管理用戶。請先設定另一名有效的管理員。' },
  },
  'own-account': {
    en: {
      title: 'Your own account',
      detail: 'Nobody changes their own rights or status, or retires themselves. Ask another administrator.',
    },
    'zh-Hant': {
      title: '閣下本人的帳戶',
      detail: '任何人均不得更改自己的權限或狀態，亦不得停用自己的帳戶。請由另一名管理員處理。',
    },
  },
  'already-designated': {
    en: {
      title: 'Designated already',
      detail:
        'It was designated on {on} by {by}. Withdraw that designation first (POST {path}/withdraw-designation), then designate it again.',
    },
    'zh-Hant': {
      title: '已經指定',
      detail:
        '此用例已於 {on} 由 {by} 指定。請先撤回該項指定（POST {path}/withdraw-designation），然後重新指定。',
    },
  },
  'obligation-closed': {
    en: {
      title: 'Closed',
      detail: 'The obligation is done or cancelled; nothing more can be done about it.',
    },
    'zh-Hant': { title: '已完結', detail: '此待辦事項已完成或已取消，不能再作處理。' },
  },
  'too-late-to-snooze': {
    en: {
      title: 'Too late to put off',
      detail: 'It is due on {dueOn}: reminders can be put off only to a day before that.',
    },
    'zh-Hant': { title: '已不能押後提示', detail: '此事項於 {dueOn} 到期，提示只可押後至到期日之前。' },
  },
  'quota-exceeded': {
    en: {
      title: 'No room for more documents',
      detail: 'All documents together would take more than this installation may keep. Ask its operator.',
    },
    'zh-Hant': {
      title: '文件存放空間不足',
      detail: '所有文件合計將超出本系統可存放的上限。請向系統營運人員查詢。',
    },
  },
  'request-in-progress': {
    en: {
      title: 'Still in progress',
      detail: 'The same request, or another change of the same record, is still running. Try again.',
    },
    'zh-Hant': { title: '仍在處理', detail: '相同的請求，或對同一記錄的另一項更改，仍在處理中。請再試。' },
  },
  'precondition-failed': {
    en: {
      title: 'Changed in the meantime',
      detail: 'The record is no longer the one that If-Match names. Read it again.',
    },
    'zh-Hant': { title: '記錄已被更改', detail: '記錄已不是 If-Match 所指的版本，請重新讀取。' },
  },
  'body-too-large': {
    en: { title: 'Too large', detail: 'The body is larger than this address accepts.' },
    'zh-Hant': { title: '內容過大', detail: '內容超出此地址所接受的大小。' },
  },
  'unsupported-media-type': {
    en: {
      title: 'Media type not supported',
      detail: 'Send JSON in UTF-8, without compression: Content-Type application/json.',
    },
    'zh-Hant': {
      title: '不支援的媒體類型',
      detail: '請以 UTF-8 編碼的 JSON 傳送，不要壓縮：Content-Type 為 application/json。',
    },
  },
  'already-approved': {
    en: {
      title: 'Approved already',
      detail: 'What is approved does not change. Make a copy and change that.',
    },
    'zh-Hant': { title: '已獲批准', detail: '已獲批准的項目不可更改。請另製副本，再作更改。' },
  },
  'not-a-draft': {
    en: {
      title: 'Not a draft',
      detail:
        'Only a draft is submitted: this is submitted, approved or rejected. A change makes it a draft again.',
    },
    'zh-Hant': {
      title: '並非草稿',
      detail: '只有草稿才可提交；此項目已提交、已獲批准或已被拒絕。作出更改後，即會回復為草稿。',
    },
  },
  'not-submitted': {
    en: {
      title: 'Not submitted',
      detail: 'Nobody has submitted it, or it was changed or decided on since.',
    },
    'zh-Hant': { title: '尚未提交', detail: '此項目未經提交，或提交後已作更改或已有決定。' },
  },
  'not-approved': {
    en: { title: 'Not approved', detail: 'Only what a second person has approved can be used.' },
    'zh-Hant': { title: '未獲批准', detail: '只有經第二人批准的項目方可使用。' },
  },
  'validation-failed': {
    en: { title: 'The input is not valid', detail: 'See errors for each place that needs to be corrected.' },
    'zh-Hant': { title: '輸入資料有誤', detail: '請參閱 errors 內每一處須更正的地方。' },
  },
  'idempotency-key-reused': {
    en: { title: 'Idempotency-Key used before', detail: 'This key came earlier with another request.' },
    'zh-Hant': { title: 'Idempotency-Key 已被使用', detail: '此鍵值先前已用於另一項請求。' },
  },
  'portfolio-too-complex': {
    en: {
      title: 'Too complex',
      detail: 'The answer would exceed {limit}. Ask for a lower order or a smaller portfolio.',
    },
    'zh-Hant': { title: '過於複雜', detail: '結果會超出 {limit}。請降低階數，或縮小範圍。' },
  },
  'precondition-required': {
    en: { title: 'If-Match is needed', detail: 'Send the ETag of the record that you read as If-Match.' },
    'zh-Hant': { title: '須附 If-Match', detail: '請把讀取記錄時的 ETag 放入 If-Match 標頭。' },
  },
  'too-many-requests': {
    en: { title: 'Too many requests', detail: 'Try again in {seconds} second(s).' },
    'zh-Hant': { title: '請求過多', detail: '請於 {seconds} 秒後再試。' },
  },
  'internal-error': {
    en: {
      title: 'Something went wrong here',
      detail: 'The fault is ours and was recorded. Quote the request id.',
    },
    'zh-Hant': { title: '系統發生錯誤', detail: '錯誤出於本系統，並已記錄。查詢時請提供請求編號。' },
  },
  unavailable: {
    en: {
      title: 'Not available at the moment',
      detail: 'A part that this needs does not answer. Try again shortly.',
    },
    'zh-Hant': { title: '暫時未能提供服務', detail: '所需的部分沒有回應，請稍後再試。' },
  },
};
