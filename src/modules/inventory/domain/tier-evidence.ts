import type {
  DataClass,
  Purpose,
  Recipient,
  Tier,
  TierField,
  TierInputs,
  TierReason,
  TierReasonCode,
} from './tier-reasons.js';

export const ADVICE_PURPOSES: readonly Purpose[] = [
  'investment_recommendation',
  'investment_advice',
  'investment_research',
];
const CLIENT_RECIPIENTS: readonly Recipient[] = ['client', 'investor'];
const OPEN_DATA: readonly DataClass[] = ['public', 'internal', 'unknown'];

/** What speaks for one condition: it is known to hold, or it may hold (then there are reasons), or it does not. */
export interface Evidence {
  readonly known: boolean;
  readonly reasons: readonly TierReason[];
}

/** A condition that is known not to hold. */
export const NONE: Evidence = { known: false, reasons: [] };

/** What each input says of the condition that it belongs to. */
export function evidenceOf(inputs: TierInputs) {
  const isConfidential = (dataClass: DataClass): boolean => !OPEN_DATA.includes(dataClass);
  const isAdvice = (purpose: Purpose): boolean => ADVICE_PURPOSES.includes(purpose);
  const isClient = (recipient: Recipient): boolean => CLIENT_RECIPIENTS.includes(recipient);
  return {
    purposes: ofList('T1', 'purposes', inputs.purposes, isAdvice, ['advice_purpose', 'purposes_unknown']),
    recipients: ofList('T1', 'recipients', inputs.recipients, isClient, [
      'client_recipient',
      'recipients_unknown',
    ]),
    clientsInteract: ofAnswer('T2', 'clientsInteract', inputs, [
      'clients_interact',
      'clients_interact_unknown',
    ]),
    affectsClients: ofAnswer('T2', 'affectsClients', inputs, ['affects_clients', 'affects_clients_unknown']),
    criticalOperation: ofAnswer('T3', 'criticalOperation', inputs, [
      'critical_operation',
      'critical_operation_unknown',
    ]),
    dataClasses: ofList('T3', 'dataClasses', inputs.dataClasses, isConfidential, [
      'confidential_data',
      'data_classes_unknown',
    ]),
  };
}

/** Whether a list may hold more than it says. */
export function isOpen(list: readonly string[]): boolean {
  return list.length === 0 || list.includes('unknown');
}

function ofList<Code extends string>(
  tier: Tier,
  field: TierField,
  list: readonly Code[],
  counts: (code: Code) => boolean,
  [whenKnown, whenUnknown]: readonly [TierReasonCode, TierReasonCode],
): Evidence {
  const values = list.filter(counts);
  if (values.length > 0) return { known: true, reasons: [{ tier, code: whenKnown, field, values }] };
  return isOpen(list) ? { known: false, reasons: [{ tier, code: whenUnknown, field, values: [] }] } : NONE;
}

function ofAnswer(
  tier: Tier,
  field: 'clientsInteract' | 'affectsClients' | 'criticalOperation',
  inputs: TierInputs,
  [whenKnown, whenUnknown]: readonly [TierReasonCode, TierReasonCode],
): Evidence {
  const answer = inputs[field];
  if (answer === 'no') return NONE;
  const code = answer === 'yes' ? whenKnown : whenUnknown;
  return { known: answer === 'yes', reasons: [{ tier, code, field, values: [] }] };
}
