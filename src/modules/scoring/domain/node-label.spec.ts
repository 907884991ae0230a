import { describe, expect, it } from '@jest/globals';
import { nodeLabel } from './node-label.js';

const NAMES: Record<string, string> = { a: 'Vendor A', m: 'Model M' };
const label = (id: string, locale: 'en' | 'zh-Hant') => nodeLabel(id, (record) => NAMES[record], locale);

describe('a node in a sentence', () => {
  it.each([
    ['a', 'Vendor A', 'Vendor A'],
    ['ultimate_parent:a', 'Vendor A as ultimate parent', 'Vendor A（最終母公司）'],
    ['base_model:m', 'Model M as base model', 'Model M（基礎模型）'],
    ['manual_procedure:r:2', 'a manual procedure', '人手程序'],
    ['UNKNOWN_UPSTREAM', 'an undisclosed upstream', '未披露的上游'],
    ['UNKNOWN_PARENT', 'an undisclosed ultimate parent', '未披露的最終母公司'],
    ['UNKNOWN_BASE_MODEL', 'an undisclosed base model', '未披露的基礎模型'],
    ['UNKNOWN_PROVIDER', 'a provider that is not recorded', '沒有記錄的提供者'],
    ['host-1', 'host-1', 'host-1'],
  ])('%s is called %s and %s', (id, english, chinese) => {
    expect([label(id, 'en'), label(id, 'zh-Hant')]).toEqual([english, chinese]);
  });

  it('keeps a name that looks like a pattern of replacement', () => {
    expect(nodeLabel('base_model:m', () => '$& $1', 'en')).toBe('$& $1 as base model');
  });
});
