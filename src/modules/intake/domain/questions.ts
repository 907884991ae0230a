import {
  both,
  DATA_CLASS_OPTIONS,
  DEVELOPMENT_OPTIONS,
  PURPOSE_OPTIONS,
  type Question,
  type QuestionField,
  RECIPIENT_OPTIONS,
  SCOPE_OPTIONS,
  YES_NO_OPTIONS,
} from './question.js';

type Shape = Pick<QuestionField, 'name' | 'type'> & Partial<Pick<QuestionField, 'required' | 'options'>>;

function field(shape: Shape, en: string, zhHant: string): QuestionField {
  return { required: false, options: [], ...shape, label: both(en, zhHant) };
}

const yesNo = (name: string, en: string, zhHant: string): QuestionField =>
  field({ name, type: 'code', options: YES_NO_OPTIONS }, en, zhHant);

/** The intake, in the order in which it is asked: ten questions, of which two must be answered. */
export const QUESTIONS: readonly Question[] = [
  {
    number: 1,
    code: 'name',
    text: both('What is the use case called?', '這個用例名為甚麼？'),
    help: both(
      'A name that colleagues recognise; it is unique within each legal entity.',
      '請用同事能識別的名稱；在每個法律實體內不得重複。',
    ),
    fields: [
      field({ name: 'name', type: 'text', required: true }, 'Name', '名稱'),
      field({ name: 'nameZhHant', type: 'text' }, 'Name in Traditional Chinese', '繁體中文名稱'),
      field({ name: 'description', type: 'text' }, 'What it does', '用途說明'),
    ],
  },
  {
    number: 2,
    code: 'legal_entities',
    text: both('Which legal entities use it?', '哪些法律實體使用它？'),
    help: both('All that rely on it, not only the one that pays.', '所有依賴它的實體，而不只是付款的一個。'),
    fields: [
      field({ name: 'legalEntityIds', type: 'legal_entities', required: true }, 'Legal entities', '法律實體'),
    ],
  },
  {
    number: 3,
    code: 'scope',
    text: both('Is it related to a regulated activity?', '它是否與受規管活動有關？'),
    help: both(
      '"No" needs a reason and is looked at again within twelve months.',
      '答「否」須附理由，並須於十二個月內重新檢視。',
    ),
    fields: [
      field({ name: 'scope.decision', type: 'code', options: SCOPE_OPTIONS }, 'Decision', '決定'),
      field(
        { name: 'scope.regulatedActivities', type: 'texts' },
        'Which regulated activities',
        '哪些受規管活動',
      ),
      field({ name: 'scope.reason', type: 'text' }, 'Reason', '理由'),
      field({ name: 'scope.expiresOn', type: 'date' }, 'If not: look at it again on', '如否：重新檢視日期'),
    ],
  },
  {
    number: 4,
    code: 'purpose',
    text: both('What are its results?', '它的結果屬於甚麼？'),
    help: both(
      'After-sales service is not advice: it cannot stand beside an advice purpose.',
      '售後客戶服務並非投資意見，兩者不可同時選取。',
    ),
    fields: [
      field({ name: 'purposes', type: 'codes', options: PURPOSE_OPTIONS }, 'Purposes', '用途'),
      yesNo('afterSalesOnly', 'Only after-sales service to clients?', '是否只限於售後客戶服務？'),
    ],
  },
  {
    number: 5,
    code: 'recipients',
    text: both('Who receives the results?', '誰會接收結果？'),
    help: both(
      'Who receives them, not who types: a published note counts as going to clients.',
      '指接收結果的人，而非輸入的人；發布的報告視為提供予客戶。',
    ),
    fields: [
      field({ name: 'recipients', type: 'codes', options: RECIPIENT_OPTIONS }, 'Recipients', '接收者'),
    ],
  },
  {
    number: 6,
    code: 'clients',
    text: both('How close does it come to clients?', '它與客戶有多接近？'),
    help: both('Also through an employee who passes the output on.', '包括由職員轉達輸出內容的情況。'),
    fields: [
      yesNo('clientsInteract', 'Do clients interact with it themselves?', '客戶會否直接與其互動？'),
      yesNo(
        'affectsClients',
        'Does its output affect clients, or decisions made for them?',
        '輸出內容會否影響客戶，或為客戶作出的決定？',
      ),
    ],
  },
  {
    number: 7,
    code: 'data',
    text: both('Which data reach it?', '哪些資料會進入它？'),
    help: both('In prompts, in retrieved documents and in training.', '包括提示、檢索文件及訓練所用的資料。'),
    fields: [
      field({ name: 'dataClasses', type: 'codes', options: DATA_CLASS_OPTIONS }, 'Data classes', '資料類別'),
    ],
  },
  {
    number: 8,
    code: 'critical',
    text: both('Does it support a critical operation?', '它是否支援關鍵業務？'),
    help: both(
      'One whose interruption would hurt the firm or its clients.',
      '指一旦中斷便會損害本公司或其客戶的業務。',
    ),
    fields: [yesNo('criticalOperation', 'Critical operation', '關鍵業務')],
  },
  {
    number: 9,
    code: 'built_of',
    text: both('What is it built of, and what does the firm do to it?', '它由甚麼組成？本公司對它做了甚麼？'),
    help: both(
      'The model, the service it comes from, and every tool around it. Choose from the register or from the catalogue, or name it.',
      '模型、其服務來源，以及周邊的每項工具。可從登記冊或參考目錄選取，或直接填寫名稱。',
    ),
    fields: [
      field({ name: 'builtOf', type: 'components' }, 'Components', '組件'),
      field(
        { name: 'developmentFlags', type: 'codes', options: DEVELOPMENT_OPTIONS },
        'What the firm itself does',
        '本公司自行進行的工作',
      ),
    ],
  },
  {
    number: 10,
    code: 'owner',
    text: both('Who answers for it?', '由誰負責？'),
    help: both(
      'A senior manager who is qualified and experienced for it.',
      '具備合適資格和豐富經驗的高級管理人員。',
    ),
    fields: [field({ name: 'ownerId', type: 'person' }, 'Accountable owner', '負責人')],
  },
];
