import type {
  ACTIVITY_KINDS,
  COMPETENCE_FIELDS,
  COMPETENCE_FUNCTIONS,
  DELEGATED_FUNCTIONS,
} from '../../diligence/assurance.public.js';
import type { ObligationParams } from './plan.js';

type Names<Code extends string> = Readonly<Record<Code, readonly [en: string, zhHant: string]>>;

const ACTIVITIES: Names<(typeof ACTIVITY_KINDS)[number]> = {
  validation: ['Validation', '驗證'],
  end_to_end_test: ['End-to-end test', '端對端測試'],
  accuracy_test: ['Test of accuracy', '準確性測試'],
  prompt_variation_test: ['Prompt-variation test', '提示變化測試'],
  adversarial_test: ['Adversarial test', '對抗性測試'],
  suspension_test: ['Test of suspending use', '暫停使用測試'],
  monitoring_run: ['Monitoring run', '監察'],
  human_review_sample: ['Sample of human review', '人員檢視輸出內容的抽樣'],
  disclosure_check: ['Check of the disclosure', '披露查核'],
  threat_review: ['Review of threats', '網絡保安威脅檢討'],
  fitness_decision: ['Decision on fitness', '是否切合所需的決定'],
  legal_review: ['Legal review', '法律檢視'],
  gap_analysis: ['Gap analysis', '差距分析'],
};

const FUNCTIONS: Names<(typeof COMPETENCE_FUNCTIONS)[number]> = {
  business: ['business function', '業務部門'],
  risk: ['risk function', '風險部門'],
  compliance: ['compliance function', '合規部門'],
  technology: ['technology function', '科技部門'],
};

const FIELDS: Names<(typeof COMPETENCE_FIELDS)[number]> = {
  ai: ['Artificial intelligence', '人工智能'],
  data_science: ['Data science', '數據科學'],
  model_risk_management: ['Model risk management', '模型風險管理'],
  domain_expertise: ['Domain expertise', '專業領域知識'],
};

const DELEGATED: Names<(typeof DELEGATED_FUNCTIONS)[number]> = {
  model_validation: ['Model validation', '模型驗證'],
  monitoring: ['Monitoring', '監察'],
  development: ['Development', '開發'],
  procurement: ['Procurement', '採購'],
  due_diligence: ['Due diligence', '盡職審查'],
  incident_handling: ['Handling of incidents', '事故處理'],
  other: ['Another function', '其他職能'],
};

export function activityName(kind: string): ObligationParams {
  return nameIn(ACTIVITIES, kind);
}

export function competenceName({
  field,
  function: of,
}: {
  field: string;
  function: string;
}): ObligationParams {
  const [what, where] = [nameIn(FIELDS, field), nameIn(FUNCTIONS, of)];
  return { name: `${what.name}, ${where.name}`, nameZhHant: `${what.nameZhHant}（${where.nameZhHant}）` };
}

export function delegationName({ function: delegated }: { function: string }): ObligationParams {
  return nameIn(DELEGATED, delegated);
}

/** Codes come from the database, which knows no others. */
function nameIn(names: Names<string>, code: string): { name: string; nameZhHant: string } {
  const [name, nameZhHant] = names[code] ?? [code, code];
  return { name, nameZhHant };
}
