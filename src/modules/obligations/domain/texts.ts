import type { Locale } from '../../../kernel/actor.js';
import type { Because, ObligationKind, StepCode } from './codes.js';
import type { KindWords } from './kind-words.js';
import { RECORD_WORDS_EN } from './record-words.en.js';
import { RECORD_WORDS_ZH_HANT } from './record-words.zh-hant.js';

/** One step that a message tells of. */
export interface ReminderLine {
  obligationId: string;
  kind: ObligationKind;
  name: string;
  nameZhHant: string | null;
  /** YYYY-MM-DD */
  dueOn: string;
  timeZone: string;
  step: StepCode;
  because: Because;
}

export interface MailText {
  subject: string;
  text: string;
}

/** The words of one language; `{name}` and the like are filled in. */
interface Words {
  kinds: Record<ObligationKind, KindWords>;
  /** Several, of more than one kind. */
  several: string;
  intro: string;
  steps: Record<StepCode, string>;
  covers: string;
  separator: string;
  because: Record<Exclude<Because, 'owner' | 'role'>, string>;
  link: string;
  once: string;
}

const WORDS: Record<Locale, Words> = {
  en: {
    kinds: {
      ...RECORD_WORDS_EN,
      component_retirement: {
        ahead: '{name} retires on {date}',
        passed: 'Overdue: {name} retired on {date}',
        several: '{count} retirement dates need attention',
        owner: 'You are the technology owner of a use case that depends on it.',
        role: 'No technology owner is named for what depends on it, so it falls to the risk officers.',
        act: 'Arrange what replaces it, and record that this is done.',
      },
      concentration_finding: {
        ahead: 'A limit is exceeded, act by {date}: {name}',
        passed: 'Overdue: a limit is exceeded, due on {date}: {name}',
        several: '{count} excesses over limits need attention',
        owner: 'You own the limit, or the plan against the excess.',
        role: 'Nobody is named as the owner of the limit, so it falls to the risk officers.',
        act: 'See to it that the excess is accepted or treated by then.',
      },
      control_expiry: {
        ahead: 'A control counts until {date}: {name}',
        passed: 'Overdue: a control counts no longer since {date}: {name}',
        several: '{count} controls are about to count no longer',
        owner: 'You have recorded the control.',
        role: 'Who has recorded the control is not there any more, so it falls to the risk officers.',
        act: 'Look at whether it still holds, and record that with a document in date.',
      },
      plan_review: {
        ahead: 'A contingency plan is to be reviewed by {date}: {name}',
        passed: 'Overdue: a contingency plan was to be reviewed by {date}: {name}',
        several: '{count} contingency plans are to be reviewed',
        owner: 'You own the plan, or the technology of the use case that it keeps going.',
        role: 'Neither the owner of the plan nor a technology owner of its use case is there any more, so it falls to the risk officers.',
        act: 'Look at whether it still holds, and have it approved again.',
      },
      plan_exercise: {
        ahead: 'A contingency plan is to be exercised by {date}: {name}',
        passed: 'Overdue: a contingency plan was to be exercised by {date}: {name}',
        several: '{count} contingency plans are to be exercised',
        owner: 'You own the plan, or the technology of the use case that it keeps going.',
        role: 'Neither the owner of the plan nor a technology owner of its use case is there any more, so it falls to the risk officers.',
        act: 'Exercise it, and record how it went and how long recovery took.',
      },
      assessment_answers: {
        ahead: 'A questionnaire is to be answered by {date}: {name}',
        passed: 'Overdue: a questionnaire was to be answered by {date}: {name}',
        several: '{count} questionnaires are to be answered',
        owner: 'You see to the assessment, or have begun it.',
        role: 'Who sees to the assessment is not there any more, so it falls to the risk officers.',
        act: 'See to it that the answers are complete, and submit the assessment.',
      },
      due_diligence_refresh: {
        ahead: 'Due diligence holds until {date}: {name}',
        passed: 'Overdue: due diligence has not held since {date}: {name}',
        several: '{count} assessments are to be made again',
        owner: 'You see to the assessment, or have begun it.',
        role: 'Who sees to the assessment is not there any more, so it falls to the risk officers.',
        act: 'Assess it again, and have that decided on before this one ends.',
      },
      assessment_finding: {
        ahead: 'A finding of due diligence is to be dealt with by {date}: {name}',
        passed: 'Overdue: a finding of due diligence was to be dealt with by {date}: {name}',
        several: '{count} findings of due diligence are to be dealt with',
        owner: 'You see to the finding.',
        role: 'Who sees to the finding is not there any more, so it falls to the risk officers.',
        act: 'See to it, and have it recorded as dealt with.',
      },
      assessment_condition: {
        ahead: 'A condition of an approval is to be met by {date}: {name}',
        passed: 'Overdue: a condition of an approval was to be met by {date}: {name}',
        several: '{count} conditions of approvals are to be met',
        owner: 'You see to the condition.',
        role: 'Who sees to the condition is not there any more, so it falls to the risk officers.',
        act: 'See to it, and have it recorded as met: from the day after, the approval counts no longer.',
      },
      change_triage: {
        ahead: 'A change is to be ruled on by {date}: {name}',
        passed: 'Overdue: a change was to be ruled on by {date}: {name}',
        several: '{count} changes are to be ruled on',
        owner: 'You own the record of the change.',
        role: 'The record of the change has no owner who is still there, so it falls to the risk officers.',
        act: 'See to it that a second person rules on whether it is material.',
      },
      change_redo: {
        ahead: 'What a change made stale is to be redone by {date}: {name}',
        passed: 'Overdue: what a change made stale was to be redone by {date}: {name}',
        several: 'What {count} changes made stale is to be redone',
        owner: 'You own the record of the change.',
        role: 'The record of the change has no owner who is still there, so it falls to the risk officers.',
        act: 'Redo what is open, and record it rule by rule.',
      },
      exit_due: {
        ahead: 'An exit is to be complete by {date}: {name}',
        passed: 'Overdue: an exit was to be complete by {date}: {name}',
        several: '{count} exits are to be complete',
        owner: 'You see to the exit.',
        role: 'Who sees to the exit is not there any more, so it falls to the risk officers.',
        act: 'See to the open steps, record them, and submit the exit to be closed by a second person.',
      },
      suspension_notice: {
        ahead: 'Suspended on {date}: {name}',
        passed: 'Overdue: {name} was suspended on {date}, and what it stops is not said to be seen to',
        several: '{count} suspensions stop what you own',
        owner: 'You own the technology or the business of a use case that it stops or degrades.',
        role: 'No owner is named for what it stops, so it falls to the risk officers.',
        act: 'Follow the contingency plan, and record that this is done.',
      },
    },
    several: '{count} dates need attention',
    intro: 'The register of third-party AI reminds you of the following.',
    steps: {
      at_once: 'as soon as it was known',
      before_60: '60 days before',
      before_30: '30 days before',
      before_7: '7 days before',
      before_3: '3 days before',
      before_1: 'the day before',
      business_7: '7 business days before',
      business_4: '4 business days before',
      business_2: '2 business days before',
      business_1: 'the business day before',
      on_day: 'on the day',
      after_1: 'the day after',
      after_7: '7 days after',
    },
    covers: 'Reminder: {steps} ({zone} time).',
    separator: ', ',
    because: {
      escalation: 'Nobody has recorded that it was dealt with, so it is escalated to the risk officers.',
      management: 'Nobody has recorded that it was dealt with, so it is escalated to senior management.',
      fallback: 'Neither an owner nor a risk officer is left, so it falls to the administrators.',
    },
    link: 'Open: {address}',
    once: 'This message was sent automatically. Each reminder is sent once.',
  },
  'zh-Hant': {
    kinds: {
      ...RECORD_WORDS_ZH_HANT,
      component_retirement: {
        ahead: '{name} 將於 {date} 停止服務',
        passed: '逾期：{name} 已於 {date} 停止服務',
        several: '有 {count} 個停止服務日期須處理',
        owner: '閣下是依賴此組件的用例的科技負責人。',
        role: '依賴此組件的用例未有指定科技負責人，故交由風險主任處理。',
        act: '請安排替代方案，並記錄已經處理。',
      },
      concentration_finding: {
        ahead: '已超出集中度上限，須於 {date} 或之前處理：{name}',
        passed: '逾期：已超出集中度上限，原應於 {date} 或之前處理：{name}',
        several: '有 {count} 項超出集中度上限須處理',
        owner: '閣下是該上限或處理計劃的負責人。',
        role: '該上限未有指定負責人，故交由風險主任處理。',
        act: '請於期限前作出接納，或訂明如何處理。',
      },
      control_expiry: {
        ahead: '監控措施的有效期至 {date}：{name}',
        passed: '逾期：監控措施自 {date} 起不再有效：{name}',
        several: '有 {count} 項監控措施即將到期',
        owner: '閣下記錄了該監控措施。',
        role: '記錄該監控措施的人員已不在任，故交由風險主任處理。',
        act: '請查核該措施是否仍然有效，並連同有效的證明文件作出記錄。',
      },
      plan_review: {
        ahead: '應變計劃須於 {date} 或之前檢討：{name}',
        passed: '逾期：應變計劃原應於 {date} 或之前檢討：{name}',
        several: '有 {count} 份應變計劃須檢討',
        owner: '閣下是該計劃的負責人，或相關用例的科技負責人。',
        role: '該計劃的負責人及相關用例的科技負責人均已不在任，故交由風險主任處理。',
        act: '請檢討計劃是否仍然適用，並再次提交批准。',
      },
      plan_exercise: {
        ahead: '應變計劃須於 {date} 或之前進行演練：{name}',
        passed: '逾期：應變計劃原應於 {date} 或之前進行演練：{name}',
        several: '有 {count} 份應變計劃須進行演練',
        owner: '閣下是該計劃的負責人，或相關用例的科技負責人。',
        role: '該計劃的負責人及相關用例的科技負責人均已不在任，故交由風險主任處理。',
        act: '請安排演練，並記錄結果及復原所需時間。',
      },
      assessment_answers: {
        ahead: '問卷須於 {date} 或之前完成作答：{name}',
        passed: '逾期：問卷原應於 {date} 或之前完成作答：{name}',
        several: '有 {count} 份問卷須完成作答',
        owner: '閣下負責該項評估，或擬備了該項評估。',
        role: '負責該項評估的人員已不在任，故交由風險主任處理。',
        act: '請確保答案齊備，然後提交評估。',
      },
      due_diligence_refresh: {
        ahead: '盡職審查的有效期至 {date}：{name}',
        passed: '逾期：盡職審查自 {date} 起不再有效：{name}',
        several: '有 {count} 項評估須重新進行',
        owner: '閣下負責該項評估，或擬備了該項評估。',
        role: '負責該項評估的人員已不在任，故交由風險主任處理。',
        act: '請重新評估，並於到期前完成審批。',
      },
      assessment_finding: {
        ahead: '盡職審查的審查發現須於 {date} 或之前處理：{name}',
        passed: '逾期：盡職審查的審查發現原應於 {date} 或之前處理：{name}',
        several: '有 {count} 項盡職審查的審查發現須處理',
        owner: '閣下負責處理該項審查發現。',
        role: '負責處理該項審查發現的人員已不在任，故交由風險主任處理。',
        act: '請作出補救，並記錄已經處理。',
      },
      assessment_condition: {
        ahead: '批准條件須於 {date} 或之前符合：{name}',
        passed: '逾期：批准條件原應於 {date} 或之前符合：{name}',
        several: '有 {count} 項批准條件須符合',
        owner: '閣下負責落實該項條件。',
        role: '負責落實該項條件的人員已不在任，故交由風險主任處理。',
        act: '請落實條件並作出記錄：如未符合，由翌日起該項批准不再計算在內。',
      },
      change_triage: {
        ahead: '改動事件須於 {date} 或之前裁定：{name}',
        passed: '逾期：改動事件原應於 {date} 或之前裁定：{name}',
        several: '有 {count} 項改動事件須裁定',
        owner: '閣下是該改動事件的負責人。',
        role: '該改動事件沒有在任的負責人，故交由風險主任處理。',
        act: '請安排由另一人裁定是否屬重大改動。',
      },
      change_redo: {
        ahead: '因改動而須重做的事項，須於 {date} 或之前完成：{name}',
        passed: '逾期：因改動而須重做的事項，原應於 {date} 或之前完成：{name}',
        several: '有 {count} 項改動事件的事項須重做',
        owner: '閣下是該改動事件的負責人。',
        role: '該改動事件沒有在任的負責人，故交由風險主任處理。',
        act: '請重做未完成的事項，並逐項規則記錄。',
      },
      exit_due: {
        ahead: '退出個案須於 {date} 或之前完成：{name}',
        passed: '逾期：退出個案原應於 {date} 或之前完成：{name}',
        several: '有 {count} 宗退出個案須完成',
        owner: '閣下負責該退出個案。',
        role: '負責該退出個案的人員已不在任，故交由風險主任處理。',
        act: '請處理未完成的步驟並作出記錄，然後提交，由另一人了結。',
      },
      suspension_notice: {
        ahead: '{name} 自 {date} 起暫停使用',
        passed: '逾期：{name} 自 {date} 起暫停使用，受影響的用例仍未有已處理的記錄',
        several: '有 {count} 項暫停使用影響閣下負責的用例',
        owner: '閣下是因此停止或降級運作的用例的科技或業務負責人。',
        role: '受影響的用例未有指定負責人，故交由風險主任處理。',
        act: '請按照應變計劃處理，並記錄已經處理。',
      },
    },
    several: '有 {count} 個日期須處理',
    intro: '第三方 AI 登記冊提示閣下處理下列事項。',
    steps: {
      at_once: '一經得悉',
      before_60: '60 天前',
      before_30: '30 天前',
      before_7: '7 天前',
      before_3: '3 天前',
      before_1: '前一天',
      business_7: '7 個營業日前',
      business_4: '4 個營業日前',
      business_2: '2 個營業日前',
      business_1: '前一個營業日',
      on_day: '當日',
      after_1: '後一天',
      after_7: '7 天後',
    },
    covers: '提示：{steps}（時區：{zone}）。',
    separator: '、',
    because: {
      escalation: '仍未有已處理的記錄，故已上報至風險主任。',
      management: '仍未有已處理的記錄，故已上報至高級管理層。',
      fallback: '沒有負責人或風險主任可以通知，故交由管理員處理。',
    },
    link: '開啟：{address}',
    once: '此訊息由系統自動發出。每項提示只會發出一次。',
  },
};

const LANGUAGE: Record<Locale, string> = { en: 'en-GB', 'zh-Hant': 'zh-HK' };

/**
 * The mail that tells somebody of one or more steps, in the order given; the steps of one obligation stand together.
 * @param addressOf where an obligation can be opened; null when the installation has no public address
 */
export function reminderMail(
  lines: readonly ReminderLine[],
  locale: Locale,
  addressOf: (obligationId: string) => string | null,
): MailText {
  const words = WORDS[locale];
  const obligations = byObligation(lines);
  const paragraphs = [...obligations.values()].map((steps) => paragraphOf(steps, locale, addressOf));
  const [first] = lines;
  const subject =
    obligations.size === 1 && first
      ? headlineOf(lines, locale)
      : fill(severalOf(lines, words), { count: String(obligations.size) });
  return { subject, text: [words.intro, ...paragraphs, words.once].join('\n\n') + '\n' };
}

function paragraphOf(
  steps: readonly ReminderLine[],
  locale: Locale,
  addressOf: (obligationId: string) => string | null,
): string {
  const words = WORDS[locale];
  const { obligationId, kind, timeZone, because } = steps.at(-1) as ReminderLine;
  const own = words.kinds[kind];
  const address = addressOf(obligationId);
  const names = steps.map(({ step }) => words.steps[step]).join(words.separator);
  return [
    headlineOf(steps, locale),
    fill(words.covers, { steps: names, zone: timeZone }),
    because === 'owner' || because === 'role' ? own[because] : words.because[because],
    own.act,
    ...(address === null ? [] : [fill(words.link, { address })]),
  ].join('\n');
}

function severalOf(lines: readonly ReminderLine[], words: Words): string {
  const [first, ...others] = new Set(lines.map(({ kind }) => kind));
  return first !== undefined && others.length === 0 ? words.kinds[first].several : words.several;
}

function byObligation(lines: readonly ReminderLine[]): Map<string, ReminderLine[]> {
  const groups = new Map<string, ReminderLine[]>();
  for (const line of lines) {
    const group = groups.get(line.obligationId);
    if (group) group.push(line);
    else groups.set(line.obligationId, [line]);
  }
  return groups;
}

/** What it is about; the latest step says whether the day has passed. */
function headlineOf(steps: readonly ReminderLine[], locale: Locale): string {
  const { kind, name, nameZhHant, dueOn, step } = steps.at(-1) as ReminderLine;
  const words = WORDS[locale].kinds[kind];
  const shown = locale === 'zh-Hant' ? (nameZhHant ?? name) : name;
  return fill(step.startsWith('after_') ? words.passed : words.ahead, {
    name: shown,
    date: dateIn(dueOn, locale),
  });
}

function dateIn(date: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(LANGUAGE[locale], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** One pass: what a name holds is never taken for a placeholder. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
