import type { Locale } from '../../../kernel/actor.js';
import type { ControlEffect } from '../engine/controls.js';
import type { ComponentScore } from '../engine/domains/supply-chain.js';
import type { Factor } from '../engine/factor.js';
import type { Gate, Reason } from '../engine/gates.js';
import type { Domain } from '../engine/method.js';
import type { Score, WorthFindingOut } from '../engine/score.js';
import { codeInWords } from './code-texts.js';
import { factorInWords } from './factor-in-words.js';
import { INPUT_TEXTS } from './input-texts.js';
import {
  CLAIM_TEXTS,
  CONTROL_REASON_TEXTS,
  CONTROL_TEXTS,
  DOMAIN_TEXTS,
  DUTIES,
  FACTOR_TEXTS,
  GATE_TEXTS,
  REASON_TEXTS,
  type Texts,
} from './score-texts.js';

/** How a node or component is called in a text; by default by its id. */
export type NameOf = (id: string) => string;

/** A score as the API shows it: the failed duties first, then the figures, then what they are made of, with words. */
export function shownScore(score: Score, locale: Locale, nameOf: NameOf = (id) => id) {
  const gates = score.gates.map((gate) => shownGate(gate, locale, nameOf));
  return {
    failedDuties: failedDuties(score.gates, locale, nameOf),
    inherent: score.inherent,
    residual: score.residual,
    projected: score.projected,
    reported: score.reported,
    band: score.band,
    confidence: score.confidence,
    interval: { best: score.best, reported: score.reported },
    gates,
    worst: score.worst,
    domains: score.domains.map((domain) => ({
      ...domain,
      name: DOMAIN_TEXTS[domain.code][locale],
      factors: domain.factors.map((factor) => shownFactor(factor, locale, nameOf)),
      controls: domain.controls.map((control) => shownControl(domain.code, control, locale)),
    })),
    components: score.components.map((component) => shownComponent(component, locale)),
    clocks: score.clocks,
    notApplicable: score.notApplying.map(snakeCase),
    refusedClaims: score.refusedClaims.map(({ item, because }) => ({
      item: snakeCase(item),
      because,
      text: CLAIM_TEXTS[because][locale],
    })),
    methodVersion: score.methodVersion,
  };
}

export function shownComponent(component: ComponentScore, locale: Locale) {
  const ownName: NameOf = (id) => id;
  return { ...component, factors: component.factors.map((factor) => shownFactor(factor, locale, ownName)) };
}

/** What to find out next, by name. */
export function shownUnknowns(worth: readonly WorthFindingOut[], locale: Locale) {
  return worth.map(({ code, lowers }) => ({
    code: snakeCase(code),
    name: unknownName(code, locale),
    lowers,
  }));
}

/** Codes of the engine are names of fields; the API writes codes in snake case. */
export function snakeCase(code: string): string {
  return code.replaceAll(/[A-Z]+/g, (capitals, at: number) =>
    at === 0 || code[at - 1] === '.' ? capitals : `_${capitals.toLowerCase()}`,
  );
}

function failedDuties(gates: readonly Gate[], locale: Locale, nameOf: NameOf) {
  return DUTIES.flatMap(({ rule, gate, text }) => {
    const fired = gates.find(({ code }) => code === gate);
    if (!fired) return [];
    const because = fired.because.map((reason) => shownReason(reason, locale, nameOf));
    return [{ rule, gate, text: text[locale], because }];
  });
}

function shownGate(gate: Gate, locale: Locale, nameOf: NameOf) {
  return {
    code: gate.code,
    name: GATE_TEXTS[gate.code][locale],
    floor: gate.floor,
    block: gate.block,
    because: gate.because.map((reason) => shownReason(reason, locale, nameOf)),
  };
}

function shownReason({ code, about, read }: Reason, locale: Locale, nameOf: NameOf) {
  const calledBy = code === 'training_possible' ? (name: string) => codeInWords(name, locale) : nameOf;
  const text = REASON_TEXTS[code][locale]
    .replaceAll('{about}', () => (about === undefined ? '' : calledBy(about)))
    .replaceAll('{read}', () =>
      code === 'confidence_below' ? percent(read) : codeInWords(read ?? '', locale),
    );
  return { code, about: about ?? null, read: read ?? null, text };
}

/** A fraction as people say it. */
function percent(fraction: string | undefined): string {
  return `${Math.round(Number(fraction) * 100)}%`;
}

function shownFactor(factor: Factor, locale: Locale, nameOf: NameOf) {
  return {
    ...factor,
    code: snakeCase(factor.code),
    name: nameIn(FACTOR_TEXTS, factor.code, locale),
    readText: factorInWords(factor, locale, nameOf),
  };
}

function shownControl(domain: Domain, control: ControlEffect, locale: Locale) {
  const because = control.because === null ? null : snakeCase(control.because);
  return {
    ...control,
    code: snakeCase(control.code),
    name: controlName(domain, control.code, locale),
    because,
    becauseText: because === null ? null : (CONTROL_REASON_TEXTS[because]?.[locale] ?? because),
  };
}

function controlName(domain: string, code: string, locale: Locale): string {
  const own = `${domain}.${code}`;
  return nameIn(CONTROL_TEXTS, own in CONTROL_TEXTS ? own : code, locale);
}

function unknownName(code: string, locale: Locale): string {
  const [kind, first, second] = code.split('.');
  if (kind === 'controls' && first && second) return controlName(first, second, locale);
  return nameIn(FACTOR_TEXTS, UNKNOWN_AS_FACTOR[kind ?? ''] ?? kind ?? '', locale);
}

/** Fields that go under the name of the factor that reads them. */
const UNKNOWN_AS_FACTOR: Readonly<Record<string, string>> = {
  dataClasses: 'sensitivity',
  deployment: 'mode',
  tests: 'outcome',
  components: 'vulnerability',
  ipOutput: 'ip',
  ipOutputConditions: 'ip',
  ipTraining: 'ip',
  ipTrainingConditions: 'ip',
  ipProtectiveMeasure: 'ip',
  ipBreachMaterial: 'ip',
  privacyTerms: 'privacy',
  privacyIndemnity: 'privacy',
  privacyProtectiveMeasure: 'privacy',
  privacyBreachMaterial: 'privacy',
  territory: 'terms',
  termsOfUse: 'terms',
  providerSkills: 'skills',
  responsibilityAllocation: 'responsibility',
};

function nameIn(texts: Texts<string>, code: string, locale: Locale): string {
  return (texts[code] ?? CONTROL_TEXTS[code] ?? INPUT_TEXTS[code])?.[locale] ?? code;
}
