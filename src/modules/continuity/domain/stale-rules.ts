import {
  type Basis,
  CHANGE_MATRIX,
  type ChangeKind,
  ONLY_MATERIAL,
  type RuleCode,
  RULES,
} from './change-matrix.js';

export const RULINGS = ['material', 'minor'] as const;
export type Ruling = (typeof RULINGS)[number];

/** Nobody has ruled; there is something left to redo; all is redone. */
export const CHANGE_STATES = ['untriaged', 'open', 'closed'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** Whether a rule has to be looked at again: nobody has ruled yet, it has, or the ruling leaves it as it is. */
export const STANDINGS = ['possible', 'stale', 'untouched'] as const;

export interface StaleRule {
  rule: RuleCode;
  paragraph: string;
  basis: Basis;
  standing: (typeof STANDINGS)[number];
}

/** What a change event is judged by. */
export interface JudgedChange {
  kind: ChangeKind;
  /** Null: nobody has ruled. */
  ruling: Ruling | null;
}

/**
 * What a change makes stale. Only a material one re-opens a validation, and only a second person says that it is one
 * (paragraph 13(b)); whatever else it touches is looked at again because it happened.
 */
export function staleRulesOf({ kind, ruling }: JudgedChange): StaleRule[] {
  return CHANGE_MATRIX[kind].rules.map((rule) => {
    const { paragraph, basis } = RULES[rule];
    const isStale = ruling === 'material' || !ONLY_MATERIAL.includes(rule);
    const standing = ruling === null ? 'possible' : isStale ? 'stale' : 'untouched';
    return { rule, paragraph, basis, standing };
  });
}

/** What is still to be redone; of a change on which nobody has ruled, whatever may be. */
export function openRulesOf(change: JudgedChange, resolved: readonly string[]): RuleCode[] {
  return staleRulesOf(change)
    .filter(({ rule, standing }) => standing !== 'untouched' && !resolved.includes(rule))
    .map(({ rule }) => rule);
}

export function stateOf(change: JudgedChange, resolved: readonly string[]): ChangeState {
  if (change.ruling === null) return 'untriaged';
  return openRulesOf(change, resolved).length === 0 ? 'closed' : 'open';
}

/** While a provider keeps back what it told before, monitoring is one step faster (footnote 21). */
export function makesCadenceFaster({
  kind,
  state,
  isRetired,
}: {
  kind: string;
  state: string;
  isRetired: boolean;
}): boolean {
  return kind === 'transparency_withdrawn' && state !== 'closed' && !isRetired;
}

export function isAdverse(kind: ChangeKind): boolean {
  return CHANGE_MATRIX[kind].adverse;
}
