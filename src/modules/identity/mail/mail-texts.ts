import type { Locale } from '../../../kernel/actor.js';

/** What we write to people about their account. `link` is null where the mail carries none. */
export type IdentityMail =
  | { kind: 'invitation' | 'password-reset'; link: string }
  | { kind: 'password-changed' | 'second-factor-on' | 'second-factor-off' | 'key-created' };

interface Text {
  subject: string;
  lines: (name: string, link: string) => string[];
}

const NOT_YOU = {
  en: 'If this was not you, tell your administrator at once.',
  'zh-Hant': '如非閣下本人所為，請立即通知管理員。',
};

/** The texts of mails about accounts, in both languages. Names stand in them as they are; nothing is interpreted. */
export const MAIL_TEXTS: Record<IdentityMail['kind'], Record<Locale, Text>> = {
  invitation: {
    en: {
      subject: 'Your account in Underpin',
      lines: (name, link) => [
        `Dear ${name},`,
        'You have been invited to Underpin, the register of third-party AI of your firm.',
        'Choose a password with this link. It works once, within seven days:',
        link,
      ],
    },
    'zh-Hant': {
      subject: '閣下的 Underpin 帳戶',
      lines: (name, link) => [
        `${name}：`,
        '閣下獲邀使用 Underpin，即貴公司的第三方人工智能登記冊。',
        '請以下列連結設定密碼。連結只可使用一次，七日內有效：',
        link,
      ],
    },
  },
  'password-reset': {
    en: {
      subject: 'A new password for Underpin',
      lines: (name, link) => [
        `Dear ${name},`,
        'Somebody, probably you, asked for a new password.',
        'Choose it with this link. It works once, within one hour:',
        link,
        'If you did not ask for it, do nothing: your password stays as it is.',
      ],
    },
    'zh-Hant': {
      subject: '重設 Underpin 密碼',
      lines: (name, link) => [
        `${name}：`,
        '我們收到為閣下重設密碼的要求。',
        '請以下列連結設定新密碼。連結只可使用一次，一小時內有效：',
        link,
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
