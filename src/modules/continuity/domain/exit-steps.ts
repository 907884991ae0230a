import type { FieldError } from '../../../kernel/domain-error.js';

/** What there is to do before something is left in order. Data, with what each is based on. */
interface StepName {
  en: string;
  zhHant: string;
  /** Paragraph, and footnote, of the circular that it serves; null: of none. */
  paragraph: string | null;
  /** Whether the circular asks for it, or the standard of this house. */
  basis: 'circular' | 'house';
  /** Whether it is done only with a document that shows it. */
  needsProof: boolean;
}

export const EXIT_STEPS = {
  successor_validated: step('Successor validated', '已驗證替代者', '13(b)', 'circular'),
  keys_revoked: step('Keys revoked', '已撤銷金鑰', null),
  access_removed: step('Access removed', '已移除存取權限', null),
  data_returned_or_deleted: step('Data returned or deleted', '數據已交還或刪除', '25, fn 20'),
  embeddings_returned_or_deleted: step(
    'Embeddings and vectors returned or deleted',
    '嵌入及向量已交還或刪除',
    '25, fn 20',
  ),
  tuned_weights_returned_or_deleted: step(
    'Tuned weights returned or deleted',
    '微調權重已交還或刪除',
    '25, fn 20',
  ),
  deletion_certificate_received: {
    ...step('Deletion certificate received', '已取得刪除證明', '25, fn 20'),
    needsProof: true,
  },
  records_kept: { ...step('Records kept', '已保存紀錄', null), needsProof: true },
} as const satisfies Record<string, StepName>;
export type ExitStepCode = keyof typeof EXIT_STEPS;
export const EXIT_STEP_CODES = Object.keys(EXIT_STEPS) as ExitStepCode[];

export const STEP_STATES = ['open', 'done', 'not_applicable', 'unknown'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** How far one step has come. */
export interface ExitStep {
  step: ExitStepCode;
  state: StepState;
  /** YYYY-MM-DD */
  doneOn: string | null;
  /** The person who did it, or saw to it. */
  doneBy: string | null;
  evidenceId: string | null;
  reason: string | null;
}

/** What a request says of a step takes the place of what was said of it before. */
export type StatedStep = Pick<ExitStep, 'step'> & Partial<ExitStep>;

/** All steps, of which nothing is known yet. */
export const UNKNOWN_STEPS: readonly ExitStep[] = EXIT_STEP_CODES.map((code) => statedStep({ step: code }));

function statedStep(stated: StatedStep): ExitStep {
  const { step: code, state = 'unknown', doneOn = null, doneBy = null } = stated;
  const { evidenceId = null, reason = null } = stated;
  return { step: code, state, doneOn, doneBy, evidenceId, reason };
}

/** The steps with what a request says of some of them, in their order. */
export function stepsWith(current: readonly ExitStep[], stated: readonly StatedStep[]): ExitStep[] {
  return current.map((was) => {
    const found = stated.find((one) => one.step === was.step);
    return found ? statedStep(found) : was;
  });
}

/** Those of the steps that are not as they were. */
export function changedSteps(current: readonly ExitStep[], wanted: readonly ExitStep[]): ExitStep[] {
  return wanted.filter((one, i) => JSON.stringify(one) !== JSON.stringify(current[i]));
}

/** Where nothing was recorded of any step yet, nothing is lost with them. */
export function nothingIsRecorded(steps: readonly ExitStep[]): boolean {
  return changedSteps(UNKNOWN_STEPS, steps).length === 0;
}

/**
 * What is said of steps and cannot stand.
 * @param today YYYY-MM-DD, where the legal entity is
 */
export function stepProblems(stated: readonly StatedStep[], today: string): FieldError[] {
  const codes = stated.map(({ step: code }) => code);
  return stated.flatMap((one, i) =>
    codes.indexOf(one.step) === i
      ? problemsOf(statedStep(one), `/steps/${i}`, today)
      : [{ pointer: `/steps/${i}/step`, code: 'unique' }],
  );
}

function problemsOf(step: ExitStep, at: string, today: string): FieldError[] {
  const problems: FieldError[] = [];
  const refuse = (field: keyof ExitStep, code: string, other: string): void =>
    void problems.push({ pointer: `${at}/${field}`, code, params: { other } });
  const { state, doneOn } = step;
  for (const field of ['doneOn', 'doneBy'] as const) {
    if (state === 'done' && step[field] === null) refuse(field, 'needed-with', 'state: done');
    if (state !== 'done' && step[field] !== null) refuse(field, 'only-with', 'state: done');
  }
  if (doneOn !== null && doneOn > today) problems.push({ pointer: `${at}/doneOn`, code: 'not-in-future' });
  const { needsProof } = EXIT_STEPS[step.step];
  if (state === 'done' && needsProof && step.evidenceId === null) {
    refuse('evidenceId', 'needed-with', 'state: done');
  }
  if (state === 'not_applicable' && step.reason === null) {
    refuse('reason', 'needed-with', 'state: not_applicable');
  }
  return problems;
}

/** What keeps an exit from being put before somebody: a step that is open, or of which nobody knows. */
export function unfinishedSteps(steps: readonly ExitStep[]): FieldError[] {
  return steps.flatMap(({ state }, i): FieldError[] => {
    const pointer = `/steps/${i}/state`;
    if (state === 'unknown') return [{ pointer, code: 'to-be-known' }];
    return state === 'open' ? [{ pointer, code: 'not-done' }] : [];
  });
}

function step(
  en: string,
  zhHant: string,
  paragraph: string | null,
  basis: StepName['basis'] = 'house',
): StepName {
  return { en, zhHant, paragraph, basis, needsProof: false };
}
