import type { UseCaseInput } from '../use-case.input.js';
import type { ChangeUseCaseDto } from './use-case.dto.js';

/** The flat form of a request; what was not sent is absent, so that it stays as it is. */
export function toUseCaseInput(body: ChangeUseCaseDto): UseCaseInput {
  const { scope, impact, owners, ...flat } = body;
  return present({
    ...flat,
    scopeDecision: scope?.decision,
    scopeRegulatedActivities: scope?.regulatedActivities,
    scopeReason: scope?.reason,
    scopeExpiresOn: scope?.expiresOn,
    impactFirm: impact?.firm,
    impactClients: impact?.clients,
    accountableOwnerId: owners?.accountable,
    businessOwnerId: owners?.business,
    riskOwnerId: owners?.risk,
    complianceOwnerId: owners?.compliance,
    technologyOwnerId: owners?.technology,
  });
}

function present(input: UseCaseInput): UseCaseInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
