/** How a claim that a rule does not apply is called. */
export const CLAIM_ON = { en: '{rule} does not apply', 'zh-Hant': '{rule}不適用' };
