import type { Locale } from '../../../kernel/actor.js';

/** A token that works once, and the address that takes it together with a password. There are no pages to link to. */
export interface Redeemable {
  token: string;
  address: string;
}

/** What we write to people about their account. */
export type IdentityMail =
  | ({ kind: 'invitation' | 'password-reset' } & Redeemable)
  | { kind: 'password-changed' | 'second-factor-on' | 'second-factor-off' | 'key-created' };

interface Text {
  subject: string;
  lines: (name: string, redeemable: Redeemable) => string[];
}

const NOT_YOU = {
  en: 'If this was not you, tell your administrator at once.',
  'zh-Hant': '如非閣下本人所為，請立即通知管理員。',
};

/** The token stands on a line of its own; the address alone tells nothing to whoever reads a log. */
const howToRedeem: Record<Locale, (redeemable: Redeemable) => string[]> = {
  en: ({ token, address }) => [
    token,
    `Send the token and the password of your choice, as JSON with the fields "token" and "password", by POST to:`,
    address,
    'The page "Choose a password" of the manual shows the command. Give the token to nobody else.',
  ],
  'zh-Hant': ({ token, address }) => [
    token,
    '請將權杖及閣下選定的密碼以 JSON（欄位為 "token" 及 "password"）用 POST 傳送至：',
    address,
    '所需指令見手冊 "Choose a password" 一頁。請勿將權杖交予他人。',
  ],
};

/** The texts of mails about accounts, in both languages. Names stand in them as they are; nothing is interpreted. */
export const MAIL_TEXTS: Record<IdentityMail['kind'], Record<Locale, Text>> = {
  invitation: {
    en: {
      subject: 'Your account in Underpin',
      lines: (name, redeemable) => [
        `Dear ${name},`,
        'You have been invited to Underpin, the register of third-party AI of your firm.',
        'Choose a password with this token. It works once, within seven days:',
        ...howToRedeem.en(redeemable),
      ],
    },
    'zh-Hant': {
      subject: '閣下的 Underpin 帳戶',
      lines: (name, redeemable) => [
        `${name}：`,
        '閣下獲邀使用 Underpin，即貴公司的第三方人工智能登記冊。',
        '請以下列權杖設定密碼。權杖只可使用一次，七日內有效：',
        ...howToRedeem['zh-Hant'](redeemable),
      ],
    },
  },
  'password-reset': {
    en: {
      subject: 'A new password for Underpin',
      lines: (name, redeemable) => [
        `Dear ${name},`,
        'Somebody, probably you, asked for a new password.',
        'Choose it with this token. It works once, within one hour:',
        ...howToRedeem.en(redeemable),
        'If you did not ask for it, do nothing: your password stays as it is.',
      ],
    },
    'zh-Hant': {
      subject: '重設 Underpin 密碼',
      lines: (name, redeemable) => [
        `${name}：`,
        '我們收到為閣下重設密碼的要求。',
        '請以下列權杖設定新密碼。權杖只可使用一次，一小時內有效：',
        ...howToRedeem['zh-Hant'](redeemable),
        '如閣下並無提出要求，毋須理會；現有密碼維持不變。',
      ],
    },
  },
  'password-changed': notice(
    [
      'Your password was changed',
      'The password of your Underpin account was changed, and your other sessions were ended.',
    ],
    ['密碼已更改', '閣下 Underpin 帳戶的密碼已更改，其他登入時段亦已終止。'],
  ),
  'second-factor-on': notice(
    [
      'Second factor turned on',
      'Signing in to your Underpin account now also asks for a code of your authenticator app.',
    ],
    ['已啟用雙重認證', '登入閣下的 Underpin 帳戶時，現須一併輸入驗證程式的驗證碼。'],
  ),
  'second-factor-off': notice(
    ['Second factor turned off', 'Signing in to your Underpin account no longer asks for a code.'],
    ['已停用雙重認證', '登入閣下的 Underpin 帳戶時，不再需要驗證碼。'],
  ),
  'key-created': notice(
    ['A new API key', 'An API key that acts in your name was made in Underpin.'],
    ['新的 API 金鑰', '系統已在 Underpin 建立一個以閣下名義行事的 API 金鑰。'],
  ),
};

function notice(en: [string, string], zhHant: [string, string]): Record<Locale, Text> {
  return {
    en: { subject: en[0], lines: (name) => [`Dear ${name},`, en[1], NOT_YOU.en] },
    'zh-Hant': { subject: zhHant[0], lines: (name) => [`${name}：`, zhHant[1], NOT_YOU['zh-Hant']] },
  };
}
