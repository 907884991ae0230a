import * as codes from '../domain/codes.js';
import type { DemoAlternative, DemoRequirement } from './demo-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';

/** Reads the groups of the file into one requirement for each dependent and need; `useCases` are the other dependents. */
export function parseRequirements(
  groups: Placed,
  useCases: ReadonlySet<string>,
  today: string,
): { readonly requirement: DemoRequirement; readonly at: Placed }[] {
  return groups.items().flatMap((group) => {
    group.only('of', 'basis', 'upstreamDisclosed', 'needs');
    const shared = {
      basis: group.get('basis').code(['catalogue', 'firm']),
      upstreamDisclosed: group.get('upstreamDisclosed').code(codes.YES_NO),
    };
    return group
      .get('of')
      .items()
      .flatMap((dependent) => {
        const dependentId = dependent.slug();
        const dependentType = useCases.has(dependentId) ? ('use_case' as const) : ('component' as const);
        return group
          .get('needs')
          .items()
          .map((at) => ({
            requirement: { dependentType, dependentId, ...parseNeed(at, today), ...shared },
            at,
          }));
      });
  });
}

function parseNeed(at: Placed, today: string) {
  at.only('label', 'required', 'effect', 'alternatives');
  const alternatives = at
    .get('alternatives')
    .items()
    .map((item, index) => parseAlternative(item, index + 1, today));
  const required = at.get('required').optional((count) => count.count(1)) ?? 1;
  if (alternatives.length > 0 && required > alternatives.length)
    at.get('required').fail('is more than there are');
  return {
    label: at.get('label').text(),
    required,
    effect: at.get('effect').optional((effect) => effect.code(codes.EFFECTS)) ?? ('stops' as const),
    alternatives,
  };
}

function parseAlternative(at: Placed, rank: number, today: string): DemoAlternative {
  at.only('component', 'manualProcedure', 'fallbackEvidence', 'testedDaysAgo');
  const componentId = at.get('component').optional((id) => id.slug());
  const manualProcedure = at.get('manualProcedure').optional((text) => text.text());
  if ((componentId === undefined) === (manualProcedure === undefined))
    at.fail('is a component or a manual procedure');
  const fallbackEvidence =
    at.get('fallbackEvidence').optional((code) => code.code(codes.FALLBACK_EVIDENCE)) ?? 'unknown';
  const testedOn = at.get('testedDaysAgo').optional((days) => dayBefore(today, days.count()));
  if (fallbackEvidence.startsWith('tested') !== (testedOn !== undefined))
    at.fail('a test has a day, and only a test');
  return { rank, componentId, manualProcedure, fallbackEvidence, testedOn };
}

function dayBefore(today: string, days: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}
