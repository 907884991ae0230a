import { modelDevelopmentApplies } from '../../../inventory/tier.public.js';
import type { UseCaseFact } from '../facts.js';
import { hasCompetence } from '../competence.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, missing, notApplicable, type RecordRef } from '../judgement.js';
import { inDatePolicies } from '../policies.js';
import type { Rule } from '../rule.js';

export const R_09: Rule<'use_case'> = {
  code: 'R-09',
  paragraph: '9, fn 4–7',
  en: 'Policies and the senior manager who answers',
  zhHant: '政策及問責的高級管理層成員',
  subject: 'use_case',
  clauses: [
    {
      code: 'policies',
      basis: 'circular',
      paragraph: '9',
      lowestTier: 'T4',
      en: 'An approved policy in date governs every stage of the lifecycle that the use has come to.',
      zhHant: '用例所經歷的每個生命周期階段均有已批准及有效的政策規管。',
      judge({ fact, legalEntityIds, isOn }, register) {
        const stages = stagesOf(fact);
        if (stages.length === 0) return notApplicable('no_stage_yet', { type: 'use_case', id: fact.id });
        const governing = legalEntityIds.map((id) => policiesOver(stages, id, register));
        const records = governing.flatMap((found) => found ?? []);
        if (governing.every((found) => found !== null)) return complete('policies_in_date', ...records);
        return missing(isOn, 'policy_missing');
      },
    },
    {
      code: 'accountable',
      basis: 'circular',
      paragraph: '9',
      lowestTier: 'T4',
      en: 'A suitably qualified and experienced member of senior management answers for the use.',
      zhHant: '由具備合適資格和豐富經驗的高級管理層成員對用例負責。',
      judge({ id, fact, legalEntityIds, isOn }, register) {
        const owner = register.person(fact.accountableOwnerId);
        const ref = { type: 'use_case', id };
        if (fact.accountableOwnerId === null) return missing(isOn, 'nobody_accountable');
        if (owner === null || !owner.roles.includes('senior_manager')) return gap('not_senior', ref);
        return hasCompetence(register, { personId: owner.id, legalEntityIds })
          ? complete('senior_and_competent', ref)
          : missing(isOn, 'competence_not_shown');
      },
    },
    {
      code: 'client_impact',
      basis: 'circular',
      paragraph: '9',
      lowestTier: 'T4',
      en: 'It is stated what the use may do to clients.',
      zhHant: '已說明用例對客戶可能造成的影響。',
      judge: ({ id, fact, isOn }) =>
        fact.impactClients === 'unknown'
          ? missing(isOn, 'impact_unknown')
          : complete('impact_stated', { type: 'use_case', id }),
    },
  ],
};

const MANAGED = ['validation', 'approval', 'ongoing_review_and_monitoring', 'use'];

/** The stages of the lifecycle that a use has come to (footnotes 4 to 7). */
function stagesOf({ status, developmentFlags }: UseCaseFact): string[] {
  const developed = developedStages(developmentFlags, status);
  if (status === 'planned' || status === 'in_development') return developed;
  return [...developed, ...MANAGED, ...(status === 'retired' ? ['decommissioning'] : [])];
}

/** Those of model development, where the firm develops (paragraph 14) or does not say that it does not. */
function developedStages(flags: readonly string[], status: string): string[] {
  if (modelDevelopmentApplies(flags) === 'no') return [];
  if (status === 'planned') return ['design'];
  const isTrained = flags.includes('own_training') || flags.includes('fine_tuned');
  return [
    ...['design', 'implementation', 'testing'],
    ...(isTrained ? ['training', 'calibration'] : []),
    ...(flags.includes('other_component_customised') ? ['customisation'] : []),
  ];
}

/** The policies over all of the stages in one legal entity; null where one stage has none. */
function policiesOver(
  stages: readonly string[],
  legalEntityId: string,
  register: InspectedRegister,
): RecordRef[] | null {
  const policies = inDatePolicies(register, legalEntityId);
  const found = stages.map((stage) => policies.find((policy) => policy.stages.includes(stage)));
  return found.every((policy) => policy !== undefined)
    ? found.map(({ id }) => ({ type: 'policy', id }))
    : null;
}
