import type { Locale } from '../../../kernel/actor.js';

/** Where a mail is: to be sent, under way, sent, to be tried again, given up, or not wanted any more. */
export const LINK_MAIL_STATES = ['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled'] as const;
export const LINK_MAIL_LOCALES = ['en', 'zh-Hant'] as const;

/** What the mail by which a link goes out tells of; names in its own language. */
export interface LinkMail {
  recipient: string;
  legalEntity: string;
  subject: string;
  questionnaire: string;
  /** YYYY-MM-DD; null: no day is named. */
  dueOn: string | null;
  expiresAt: Date;
  /** Where the legal entity is. */
  timeZone: string;
  token: string;
  /** Where the questions are. */
  address: string;
}

interface Words {
  subject: string;
  lines: readonly string[];
  /** Where a day is named. */
  due: string;
  language: string;
}

/** `{name}` and the like are filled in. The token stands on a line of its own; the address alone opens nothing. */
const WORDS: Record<Locale, Words> = {
  en: {
    subject: 'Questions from {legalEntity} about {subject}',
    lines: [
      'Dear {recipient},',
      '{legalEntity} asks you to answer its questionnaire "{questionnaire}" about {subject}.',
      'This token opens the questions until {expiresAt}:',
      '{token}',
      'Send it in the header "Questionnaire-Token" of each request to:',
      '{address}',
      'Every answer is kept at once, so that you can go on later. Whoever has the token answers in your name: give it to nobody else.',
      'If you did not expect this, tell {legalEntity} and do not use the token.',
    ],
    due: 'Please answer by {dueOn}.',
    language: 'en-GB',
  },
  'zh-Hant': {
    subject: '{legalEntity} 就 {subject} 發出的問卷',
    lines: [
      '{recipient}：',
      '{legalEntity} 請閣下就 {subject} 填寫問卷「{questionnaire}」。',
      '以下權杖可開啟問卷，有效期至 {expiresAt}：',
      '{token}',
      '請於每次要求的標頭 "Questionnaire-Token" 附上權杖，傳送至：',
      '{address}',
      '每項答案均會即時保存，可稍後繼續作答。持有權杖者即可以閣下名義作答，請勿交予他人。',
      '如閣下並無預期收到此電郵，請通知 {legalEntity}，切勿使用權杖。',
    ],
    due: '請於 {dueOn} 或之前作答。',
    language: 'zh-HK',
  },
};

/** Names stand in it as they are; nothing is interpreted. */
export function linkMailText(mail: LinkMail, locale: Locale): { subject: string; text: string } {
  const { subject, lines, due, language } = WORDS[locale];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const minute = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: mail.timeZone },
  });
  const values: Record<string, string> = {
    ...{ recipient: mail.recipient, legalEntity: mail.legalEntity, subject: mail.subject },
    ...{ questionnaire: mail.questionnaire, token: mail.token, address: mail.address },
    dueOn: mail.dueOn === null ? '' : day.format(new Date(`${mail.dueOn}T00:00:00Z`)),
    expiresAt: `${minute.format(mail.expiresAt)} (${mail.timeZone})`,
  };
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
  const [greeting = '', asked = '', ...rest] = lines;
  const said = [greeting, asked, ...(mail.dueOn === null ? [] : [due]), ...rest];
  return { subject: filled(subject), text: `${said.map(filled).join('\n\n')}\n` };
}
