import {
  ACTIVITY_NAMES,
  type COMPETENCE_FIELDS,
  type COMPETENCE_FUNCTIONS,
  type DELEGATED_FUNCTIONS,
} from '../../diligence/assurance.public.js';
import type { ObligationParams } from './plan.js';

type Names<Code extends string> = Readonly<Record<Code, readonly [en: string, zhHant: string]>>;

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
  const names: Readonly<Record<string, (typeof ACTIVITY_NAMES)['validation']>> = ACTIVITY_NAMES;
  return { name: names[kind]?.en ?? kind, nameZhHant: names[kind]?.['zh-Hant'] ?? kind };
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
