import { describe, expect, it } from '@jest/globals';
import { type DATA_CLASSES, TIERS } from './codes.js';
import { contradictsItself, deriveTier } from './tier.js';
import type { DataClass, Purpose, Recipient, Tier, TierInputs, YesNo } from './tier-reasons.js';

/** The table of the methodology, read off for a use case of which everything is known. */
function naive(i: TierInputs): Tier {
  const forClients = i.recipients.includes('client') || i.recipients.includes('investor');
  const advises =
    i.purposes.includes('investment_recommendation') ||
    i.purposes.includes('investment_advice') ||
    i.purposes.includes('investment_research');
  if (i.designated || (advises && forClients && i.afterSalesOnly !== 'yes')) return 'T1';
  if (i.clientsInteract === 'yes' || forClients || i.affectsClients === 'yes') return 'T2';
  if (i.criticalOperation === 'yes') return 'T3';
  return i.dataClasses.every((dataClass) => dataClass === 'public' || dataClass === 'internal') ? 'T4' : 'T3';
}

type Known<T extends readonly string[]> = Exclude<T[number], 'unknown'>;
const KNOWN_PURPOSES: Purpose[] = [
  'investment_recommendation',
  'investment_advice',
  'investment_research',
  'other',
];
const KNOWN_RECIPIENTS: Recipient[] = ['client', 'investor', 'internal', 'other_external'];
const KNOWN_DATA: Known<typeof DATA_CLASSES>[] = [
  'public',
  'internal',
  'confidential',
  'personal',
  'sensitive_personal',
  'inside_information',
  'credentials',
];
const ANSWERS: YesNo[] = ['yes', 'no', 'unknown'];

/** Everything that an input may turn out to be, each member alone and all together; first what "at no" means. */
const PURPOSE_SETS = [['other' as Purpose], ...KNOWN_PURPOSES.map((one) => [one]), KNOWN_PURPOSES];
const RECIPIENT_SETS = [['internal' as Recipient], ...KNOWN_RECIPIENTS.map((one) => [one]), KNOWN_RECIPIENTS];
const DATA_SETS: DataClass[][] = [['public'], ['internal'], ['confidential'], [...KNOWN_DATA]];
const answers = (answer: YesNo): YesNo[] => (answer === 'unknown' ? ['no', 'yes'] : [answer]);

function* completions(i: TierInputs): Generator<TierInputs> {
  for (const purposes of i.purposes.includes('unknown') ? PURPOSE_SETS : [i.purposes])
    for (const recipients of i.recipients.includes('unknown') ? RECIPIENT_SETS : [i.recipients])
      for (const afterSalesOnly of answers(i.afterSalesOnly)) {
        if (contradictsItself({ purposes, afterSalesOnly })) continue;
        for (const clientsInteract of answers(i.clientsInteract))
          for (const affectsClients of answers(i.affectsClients))
            for (const criticalOperation of answers(i.criticalOperation))
              for (const dataClasses of i.dataClasses.includes('unknown') ? DATA_SETS : [i.dataClasses])
                yield {
                  ...{ purposes, recipients, afterSalesOnly, clientsInteract, affectsClients },
                  ...{ criticalOperation, dataClasses, designated: i.designated },
                };
      }
}

function* everyInput(): Generator<TierInputs> {
  const purposes: Purpose[][] = [
    ['unknown'],
    ['other'],
    ['investment_advice'],
    ['investment_research', 'other'],
    ['investment_recommendation'],
  ];
  const recipients: Recipient[][] = [
    ['unknown'],
    ['client'],
    ['investor', 'internal'],
    ['internal'],
    ['other_external', 'internal'],
  ];
  const data: DataClass[][] = [
    ['unknown'],
    ['public'],
    ['internal', 'public'],
    ['confidential', 'public'],
    ['credentials'],
  ];
  for (const designated of [false, true])
    for (const p of purposes)
      for (const r of recipients)
        for (const afterSalesOnly of ANSWERS) {
          if (contradictsItself({ purposes: p, afterSalesOnly })) continue;
          for (const clientsInteract of ANSWERS)
            for (const affectsClients of ANSWERS)
              for (const criticalOperation of ANSWERS)
                for (const d of data)
                  yield {
                    ...{ purposes: p, recipients: r, afterSalesOnly, clientsInteract, affectsClients },
                    ...{ criticalOperation, dataClasses: d, designated },
                  };
        }
}

describe('the derived tier against trying every answer that the unknowns may have', () => {
  it('is the highest of them, and the lowest tier is that of the harmless answers', () => {
    let inputs = 0;
    let tried = 0;
    const wrong: unknown[] = [];
    for (const input of everyInput()) {
      inputs++;
      const derived = deriveTier(input);
      const found = {
        highest: Infinity,
        lowest: -1,
        highRisk: new Set<boolean>(),
        harmless: null as Tier | null,
      };
      for (const completion of completions(input)) {
        tried++;
        const tier = naive(completion);
        found.harmless ??= tier;
        found.highest = Math.min(found.highest, TIERS.indexOf(tier));
        found.lowest = Math.max(found.lowest, TIERS.indexOf(tier));
        found.highRisk.add(tier === 'T1');
      }
      const highRisk = found.highRisk.size === 2 ? 'unknown' : found.highRisk.has(true) ? 'yes' : 'no';
      const expected = [TIERS.at(found.highest), found.harmless, TIERS.at(found.lowest), highRisk];
      const got = [derived.tier, derived.lowestTier, derived.lowestTier, derived.highRisk.value];
      if (JSON.stringify(expected) !== JSON.stringify(got)) wrong.push({ input, expected, got });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(inputs).toBe(16_200);
    expect(tried).toBeGreaterThan(250_000);
  });
});
