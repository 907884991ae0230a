import { addMonths } from '../../../diligence/due-diligence.public.js';
import { isOperatedByFirm } from '../architecture.js';
import type { ArrangementFact, ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, type RecordRef, unknown } from '../judgement.js';
import { hasNoCounterparty, languageModelsOf, partyOfModels } from '../providers.js';
import type { Clause, Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';
import { withGroupStandard } from './group-standard.js';
import { onlyModelsFromOutside } from './own-models.js';

/** Months over which the quality of service is known: a standard of the house. */
const MONTHS = 12;

const CIRCULAR: readonly Clause<'use_case'>[] = [
  {
    code: 'reliance',
    basis: 'circular',
    paragraph: '29',
    lowestTier: 'T4',
    en: 'How far the use relies on each provider is rated.',
    zhHant: '用例對每個提供者的依賴程度已經評定。',
    judge: judgeReliance,
  },
  {
    code: 'impact',
    basis: 'circular',
    paragraph: '29',
    lowestTier: 'T4',
    en: 'What an interruption does to the firm and to its clients is rated.',
    zhHant: '中斷對法團及其客戶的影響已經評定。',
    judge({ id, fact: { impactFirm, impactClients }, isOn }) {
      const isRated = impactFirm !== 'unknown' && impactClients !== 'unknown';
      return isRated ? complete('impact_stated', { type: 'use_case', id }) : missing(isOn, 'impact_unknown');
    },
  },
];

export const R_29A: Rule<'use_case'> = {
  code: 'R-29a',
  paragraph: '29',
  en: 'Reliance and impact',
  zhHant: '依賴程度及影響',
  subject: 'use_case',
  appliesTo: onlyModelsFromOutside,
  clauses: [
    ...withGroupStandard(partyOfModels, CIRCULAR),
    {
      code: 'tolerance',
      basis: 'house',
      paragraph: '29',
      lowestTier: 'T3',
      en: 'It is stated how long an interruption is tolerated.',
      zhHant: '已訂明可容忍中斷的時間。',
      judge: ({ id, fact: { toleranceHours }, isOn }) =>
        toleranceHours === null
          ? missing(isOn, 'tolerance_unknown')
          : complete('tolerance_stated', { type: 'use_case', id }),
    },
    {
      code: 'history',
      basis: 'house',
      paragraph: '29',
      lowestTier: 'T2',
      en: 'How well the services ran over the last twelve months is on record.',
      zhHant: '過去十二個月的服務質素已有記錄。',
      judge(subject, register) {
        const arrangements = arrangementsOf(subject, register);
        if (arrangements.length === 0) return missing(subject.isOn, 'no_arrangement');
        const records = arrangements.map(({ id }) =>
          register.serviceRecordsOf(id).find((one) => addMonths(one.to, MONTHS) >= register.today),
        );
        if (records.some((record) => record === undefined)) return missing(subject.isOn, 'no_service_record');
        const known = records.filter((record) => record !== undefined);
        const refs = known.map(({ id }) => ({ type: 'service_record', id }));
        return known.some(({ quality, availability }) => quality === 'unknown' && availability === null)
          ? unknown('quality_unknown', ...refs)
          : complete('quality_known', ...refs);
      },
    },
  ],
};

/** Every model that somebody provides has an arrangement, and that says how far the firm relies on it. */
function judgeReliance(subject: UseCaseSubject, register: InspectedRegister): Judgement {
  const { isOn, legalEntityIds } = subject;
  const provided = languageModelsOf(subject, register).filter((model) => {
    const provider = register.provider(model.providerId);
    return !(provider !== null && hasNoCounterparty(provider) && isOperatedByFirm(model));
  });
  const isCovered = ({ id }: ComponentFact): boolean =>
    register.arrangementsOf(id, legalEntityIds).length > 0;
  const arrangements = arrangementsOf(subject, register);
  if (arrangements.length === 0 || !provided.every(isCovered)) return missing(isOn, 'no_arrangement');
  const unrated = arrangements.filter(({ reliance }) => reliance === 'unknown');
  const refs = (of: readonly ArrangementFact[]): RecordRef[] =>
    of.map(({ id }) => ({ type: 'arrangement', id }));
  if (unrated.length === 0) return complete('reliance_rated', ...refs(arrangements));
  return isOn ? gap('reliance_unknown', ...refs(unrated)) : unknown('reliance_unknown', ...refs(unrated));
}

function arrangementsOf(
  { fact, legalEntityIds }: UseCaseSubject,
  register: InspectedRegister,
): readonly ArrangementFact[] {
  return register.once('arrangements of use', `${fact.id}/${legalEntityIds.join()}`, () => {
    const found = new Set<ArrangementFact>();
    for (const { id } of register.architecture.of(fact)) {
      for (const arrangement of register.arrangementsOf(id, legalEntityIds)) found.add(arrangement);
    }
    return [...found];
  });
}
