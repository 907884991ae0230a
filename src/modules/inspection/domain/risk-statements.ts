import type { RiskStatementFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { type Judgement, missing, type RecordRef, worst } from './judgement.js';
import type { UseCaseSubject } from './subjects.js';

/** What the risk statement of each of its legal entities comes to. */
export function judgeStatements(
  { id, legalEntityIds, isOn }: UseCaseSubject,
  register: InspectedRegister,
  judge: (statement: RiskStatementFact) => Judgement,
): Judgement {
  return worst(
    legalEntityIds.map((of) => {
      const statement = register.riskStatement(id, of);
      return statement === null ? missing(isOn) : judge(statement);
    }),
    missing(isOn),
  );
}

export function statementRef({ id }: RiskStatementFact): RecordRef {
  return { type: 'risk_statement', id };
}
