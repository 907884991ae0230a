import type { ControlLevel } from '../../diligence/controls.public.js';
import type { Controls, ControlState } from '../engine/facts.js';
import type { Domain } from '../engine/method.js';
import type { Source } from './score-facts.js';

/** A control as it is recorded at one level. */
export interface RecordedControl {
  id: string;
  domain: Domain;
  /** By the name that the engine has for it. */
  control: string;
  level: ControlLevel;
  /** Null: of all. */
  legalEntityId: string | null;
  providerId: string | null;
  componentId: string | null;
  arrangementId: string | null;
  useCaseId: string | null;
  design: number | null;
  operating: number | null;
  /** Whether its last day has not passed. */
  inDate: boolean;
  /** Whether a document that is in date shows it. */
  evidenced: boolean;
  source: Source;
}

/** What the controls of a subject are looked up by. */
export interface ControlledUse {
  useCaseId: string;
  legalEntityIds: readonly string[];
  arrangementId: string | null;
  parts: readonly { readonly id: string; readonly providerId: string | null }[];
}

/** The controls of a subject, and the records that say so. */
export interface ControlsOfUse {
  readonly states: Controls;
  readonly records: readonly RecordedControl[];
}

const NONE: ControlsOfUse = { states: {}, records: [] };
const UNKNOWN: ControlState = { design: null, operating: null };
const EXPIRED: ControlState = { design: 0, operating: 0 };

/**
 * Controls by where they are recorded. Each is held once, where it is true, and inherited downwards: the use of an
 * arrangement, the arrangement, the component, its provider, the firm; the narrowest that speaks counts, and of two at one
 * level that of the legal entity itself (footnote 13). Of several components, or legal entities, the worst counts; where a
 * provider is not recorded, it may be any.
 */
export class RecordedControls {
  readonly #byKey = new Map<string, RecordedControl[]>();

  constructor(readonly all: readonly RecordedControl[]) {
    for (const control of all) {
      const key = keyOf(control);
      const known = this.#byKey.get(key);
      if (known) known.push(control);
      else this.#byKey.set(key, [control]);
    }
  }

  of(use: ControlledUse): ControlsOfUse {
    if (this.all.length === 0) return NONE;
    const states: Partial<Record<Domain, Record<string, ControlState>>> = {};
    const records = new Set<RecordedControl>();
    const providers = new Set(use.parts.map(({ providerId }) => providerId));
    for (const controls of this.#byKey.values()) {
      const found = use.legalEntityIds.flatMap((entity) => countingFor(controls, entity, use, providers));
      if (found.every((control) => control === null)) continue;
      const { domain, control } = controls[0]!;
      (states[domain] ??= {})[control] = found.map(stateOf).reduce(worst);
      for (const one of found) if (one) records.add(one);
    }
    return { states, records: [...records] };
  }

  /** Those that are other than they were, or are there on one side alone. */
  differing(others: RecordedControls): RecordedControl[] {
    const before = new Map(this.all.map((control) => [control.id, JSON.stringify(control)]));
    const after = new Map(others.all.map((control) => [control.id, JSON.stringify(control)]));
    const isOther = ({ id }: RecordedControl): boolean => before.get(id) !== after.get(id);
    return [...this.all.filter(isOther), ...others.all.filter(isOther)];
  }
}

/** Whether a use case may read a control. */
export function concerns(
  control: RecordedControl,
  {
    useCaseId,
    legalEntityIds,
    arrangementIds,
    parts,
  }: Omit<ControlledUse, 'arrangementId'> & {
    arrangementIds: readonly (string | null)[];
  },
): boolean {
  if (control.legalEntityId !== null && !legalEntityIds.includes(control.legalEntityId)) return false;
  switch (control.level) {
    case 'firm':
      return true;
    case 'provider':
      return parts.some(({ providerId }) => providerId === null || providerId === control.providerId);
    case 'component':
      return parts.some(({ id }) => id === control.componentId);
    case 'arrangement':
      return arrangementIds.includes(control.arrangementId);
    case 'arrangement_use':
      return useCaseId === control.useCaseId && arrangementIds.includes(control.arrangementId);
  }
}

/**
 * For one legal entity, what counts of one control: once for the whole use, or for each component and provider of it; null:
 * nothing speaks.
 * @param providers of the parts
 */
function countingFor(
  controls: readonly RecordedControl[],
  entity: string,
  { useCaseId, arrangementId, parts }: ControlledUse,
  providers: ReadonlySet<string | null>,
): (RecordedControl | null)[] {
  const at = (level: ControlLevel, isMeant: (control: RecordedControl) => boolean): RecordedControl | null =>
    own(
      controls.filter((control) => control.level === level && isMeant(control)),
      entity,
    );
  const ofUse =
    at('arrangement_use', (one) => one.arrangementId === arrangementId && one.useCaseId === useCaseId) ??
    at('arrangement', (one) => one.arrangementId === arrangementId);
  if (ofUse) return [ofUse];
  const ofFirm = at('firm', () => true);
  const isAt = (level: ControlLevel): boolean => controls.some((control) => control.level === level);
  if (parts.length === 0 || !(isAt('component') || isAt('provider'))) return [ofFirm];
  const ofProvider = (providerId: string | null): (RecordedControl | null)[] => {
    if (providerId !== null) return [at('provider', (one) => one.providerId === providerId) ?? ofFirm];
    // Whoever provides it may be any of those of whom something is recorded, or another.
    return [
      ofFirm,
      ...controls.filter((one) => one.level === 'provider' && isFor(one.legalEntityId, entity)),
    ];
  };
  if (!isAt('component')) return [...providers].flatMap(ofProvider);
  return parts.flatMap(({ id, providerId }) => {
    const ofComponent = at('component', (one) => one.componentId === id);
    return ofComponent ? [ofComponent] : ofProvider(providerId);
  });
}

/** Of one level, that of the legal entity itself, or else that of all. */
function own(controls: readonly RecordedControl[], entity: string): RecordedControl | null {
  return (
    controls.find(({ legalEntityId }) => legalEntityId === entity) ??
    controls.find(({ legalEntityId }) => legalEntityId === null) ??
    null
  );
}

function isFor(legalEntityId: string | null, entity: string): boolean {
  return legalEntityId === null || legalEntityId === entity;
}

/** One that has expired counts zero; that it operates is for a document to show. */
function stateOf(control: RecordedControl | null): ControlState {
  if (control === null) return UNKNOWN;
  const { design, operating, inDate, evidenced } = control;
  if (!inDate) return EXPIRED;
  return { design, operating: operating === null || evidenced ? operating : 0 };
}

function worst(one: ControlState, other: ControlState): ControlState {
  return { design: lesser(one.design, other.design), operating: lesser(one.operating, other.operating) };
}

/** What is not known of one of them is not known. */
function lesser(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}

function keyOf({ domain, control }: RecordedControl): string {
  return `${domain} ${control}`;
}
