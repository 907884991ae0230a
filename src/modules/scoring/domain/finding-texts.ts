import type { Locale } from '../../../kernel/actor.js';
import type { Axis } from './axes.js';
import { filled } from './filled-text.js';
import type { LimitBasis, LimitMeasure } from './limit-codes.js';
import { inLocale, type NodeName, type RecordNames } from './node-name.js';

type Bilingual = Readonly<Record<Locale, string>>;

/** What an explanation of an excess is made of. */
export interface ExplainedFinding {
  measure: LimitMeasure;
  axis: Axis | null;
  layer: string | null;
  basis: LimitBasis | null;
  node: NodeName | null;
  through: NodeName | null;
  value: number;
  threshold: number;
  /** The use cases that stand on it, as far as the reader sees them. */
  useCases: readonly RecordNames[];
  hiddenUseCases: number;
}

/** Names that an explanation lists at most. */
const LISTED = 20;

export const AXIS_TEXTS: Readonly<Record<Axis, Bilingual>> = {
  provider: { en: 'providers', 'zh-Hant': '提供者' },
  ultimate_parent: { en: 'ultimate parents', 'zh-Hant': '最終母公司' },
  base_model: { en: 'base models', 'zh-Hant': '基礎模型' },
  hosting: { en: 'hosts', 'zh-Hant': '主機' },
  region: { en: 'regions', 'zh-Hant': '地區' },
  component: { en: 'components', 'zh-Hant': '組件' },
};

export const LAYER_TEXTS: Readonly<Record<string, Bilingual>> = {
  language_model: { en: 'language models', 'zh-Hant': '語言模型' },
  embedding_model: { en: 'embedding models', 'zh-Hant': '嵌入模型' },
  vector_store: { en: 'vector stores', 'zh-Hant': '向量儲存庫' },
  prompt_management: { en: 'prompt management', 'zh-Hant': '提示管理方案' },
  orchestration: { en: 'orchestration tools', 'zh-Hant': '協調工具' },
  evaluation: { en: 'evaluation tools', 'zh-Hant': '效能評估工具' },
  gateway: { en: 'gateways', 'zh-Hant': '閘道' },
  content_filter: { en: 'content filters', 'zh-Hant': '內容過濾技術' },
  serving: { en: 'serving engines', 'zh-Hant': '模型運行引擎' },
  hosting: { en: 'hosts', 'zh-Hant': '主機' },
  region: { en: 'regions', 'zh-Hant': '地區' },
  network_edge: { en: 'network edges', 'zh-Hant': '網絡邊緣' },
  dataset: { en: 'data sets', 'zh-Hant': '資料集' },
  library: { en: 'libraries', 'zh-Hant': '程式庫' },
  application: { en: 'applications', 'zh-Hant': '應用程式' },
  browser_extension: { en: 'browser extensions', 'zh-Hant': '瀏覽器擴充功能' },
};

export const BASIS_TEXTS: Readonly<Record<LimitBasis, Bilingual>> = {
  effective: { en: 'everything that the use cases stand on', 'zh-Hant': '計及用例所依賴的一切項目' },
  declared: { en: 'direct suppliers alone', 'zh-Hant': '只計直接供應者' },
};

/** `{among}` is axis, layer and basis; the rest are figures and names. */
export const FINDING_TEXTS: Readonly<Record<LimitMeasure | 'through' | 'uses', Bilingual>> = {
  share: {
    en: 'Measured is the share of one node in the weight of the use cases, {among}. Of it, {node} carries {value}. The limit is {threshold}: it is exceeded by {excess}.',
    'zh-Hant':
      '所量度的是單一節點佔用例總權重的比例，{among}。「{node}」佔 {value}，上限為 {threshold}，超出 {excess}。',
  },
  hhi: {
    en: 'Measured is the Herfindahl–Hirschman index of the weight of the use cases, {among}. It is {value}. The limit is {threshold}: it is exceeded by {excess}.',
    'zh-Hant':
      '所量度的是用例權重的赫芬達爾－赫希曼指數，{among}。指數為 {value}，上限為 {threshold}，超出 {excess}。',
  },
  blast_radius: {
    en: 'Measured is the blast radius of one node: the share of the weight of the use cases that stops with it. When {node} fails, {value} stops. The limit is {threshold}: it is exceeded by {excess}.',
    'zh-Hant':
      '所量度的是單一節點的影響範圍，即隨它停止的用例佔總權重的比例。「{node}」一旦失效，{value} 會停止；上限為 {threshold}，超出 {excess}。',
  },
  single_point: {
    en: 'Measured is whether something that the firm does not operate itself stops a T1 use case alone; none may. Alone, {node} stops {value}.',
    'zh-Hant':
      '所量度的是並非由公司自行營運的項目，會否單獨令 T1 用例停止；此情況不得出現。「{node}」會單獨令 {value} 個 T1 用例停止。',
  },
  through: {
    en: ' It is not disclosed, so it is taken to be {through}, where it hurts most.',
    'zh-Hant': '由於未有披露，故假定它就是影響最大的「{through}」。',
  },
  uses: { en: ' On it stand {count} use case(s): {names}.', 'zh-Hant': '有 {count} 個用例依賴它：{names}。' },
};

const AMONG: Bilingual = {
  en: 'grouped by {axis}{layer}, counted over {basis}',
  'zh-Hant': '按{axis}劃分{layer}，{basis}',
};
const LAYER: Bilingual = { en: ' of {layer}', 'zh-Hant': '（{layer}）' };
const UNDISCLOSED: Bilingual = { en: 'an undisclosed supplier', 'zh-Hant': '未披露的供應者' };
const MORE: Bilingual = { en: 'and {count} more', 'zh-Hant': '另有 {count} 個' };
const SEPARATOR: Bilingual = { en: ', ', 'zh-Hant': '、' };
const USES: Bilingual = { en: '{count} of them', 'zh-Hant': '{count}' };

/** What was measured, what was found, what is allowed, by how much it is exceeded, and which uses stand on it. */
export function explainFinding(finding: ExplainedFinding, locale: Locale): string {
  const { measure, node, through, value, threshold, useCases, hiddenUseCases } = finding;
  const figure = (number: number): string => figureOf(measure, number, locale);
  const count = useCases.length + hiddenUseCases;
  const main = filled(FINDING_TEXTS[measure][locale], {
    among: amongOf(finding, locale),
    node: nameOf(node, locale),
    value: figure(value),
    threshold: figure(threshold),
    excess: figure(value - threshold),
  });
  const taken =
    through === null ? '' : filled(FINDING_TEXTS.through[locale], { through: nameOf(through, locale) });
  if (count === 0) return main + taken;
  const listed = useCases.slice(0, LISTED).map((useCase) => inLocale(useCase, locale) ?? '');
  const further = count - listed.length;
  const names = [...listed, ...(further > 0 ? [filled(MORE[locale], { count: String(further) })] : [])];
  const uses = filled(FINDING_TEXTS.uses[locale], {
    count: String(count),
    names: names.join(SEPARATOR[locale]),
  });
  return main + taken + uses;
}

function amongOf({ axis, layer, basis }: ExplainedFinding, locale: Locale): string {
  if (axis === null || basis === null) return '';
  return filled(AMONG[locale], {
    axis: AXIS_TEXTS[axis][locale],
    layer: layer === null ? '' : filled(LAYER[locale], { layer: LAYER_TEXTS[layer]?.[locale] ?? layer }),
    basis: BASIS_TEXTS[basis][locale],
  });
}

function nameOf(node: NodeName | null, locale: Locale): string {
  if (node === null) return '';
  return inLocale(node, locale) ?? (node.type === 'undisclosed' ? UNDISCLOSED[locale] : node.id);
}

/** Shares in per cent with one decimal, an index with four, use cases as they are; half up. */
function figureOf(measure: LimitMeasure, value: number, locale: Locale): string {
  if (measure === 'single_point') return filled(USES[locale], { count: String(value) });
  const decimals = measure === 'hhi' ? 4 : 1;
  const scaled = (measure === 'hhi' ? value : value * 100) * 10 ** decimals;
  const least = 1 / 10 ** decimals;
  const shown = Math.round(scaled + 1e-9) / 10 ** decimals;
  const text = value > 0 && shown === 0 ? `< ${least}` : shown.toFixed(decimals);
  return measure === 'hhi' ? text : `${text} %`;
}
