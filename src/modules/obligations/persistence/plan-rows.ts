import { localDate } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { hongKongHolidays } from '../../diligence/holidays.public.js';
import { daySpan } from '../domain/local-time.js';
import type { PlanChange, Wanted } from '../domain/plan.js';
import { armSteps, type PlannedStep, plannedSteps, policyOf } from '../domain/policy.js';
import { stateOn } from '../domain/state.js';

/** A row of the table obligation as the planner writes it; instants in milliseconds. */
export interface ObligationRow {
  id: string;
  kind: string;
  source_type: string;
  source_id: string;
  cycle: number;
  owner_id: string | null;
  legal_entity_ids: readonly string[];
  due_on: string;
  time_zone: string;
  due_from: number;
  due_until: number;
  params: object;
  state: string;
  /** Whether its steps begin anew. */
  restarts: boolean;
}

export interface StepRow {
  obligation_id: string;
  due_on: string;
  step: string;
  audience: string;
  planned_for: number;
  state: string;
}

/** Everything that a plan writes. */
export interface PlanRows {
  opened: ObligationRow[];
  updated: ObligationRow[];
  cancelled: string[];
  completed: string[];
  /** Steps of what is new or has another date. */
  armed: StepRow[];
  /** Steps whose day stays and whose hour changes. */
  shifted: StepRow[];
  /** What the audit log says of it. */
  events: PlanEvent[];
}

export interface PlanEvent {
  action: string;
  obligationId: string;
  legalEntityIds: readonly string[];
  changes: Record<string, unknown>;
}

/**
 * Turns a plan into the rows that carry it out.
 * @param changedAt when the fact behind a source changed: steps after that were still to come
 */
export function rowsOf(
  changes: readonly PlanChange[],
  now: Date,
  changedAt: (sourceId: string) => Date,
): PlanRows {
  const rows: PlanRows = {
    ...{ opened: [], updated: [], cancelled: [], completed: [] },
    ...{ armed: [], shifted: [], events: [] },
  };
  for (const change of changes) add(rows, change, now, changedAt);
  return rows;
}

function add(rows: PlanRows, change: PlanChange, now: Date, changedAt: (sourceId: string) => Date): void {
  if (change.type === 'cancel' || change.type === 'complete') {
    end(rows, change);
    return;
  }
  const { wanted } = change;
  const id = change.type === 'open' ? newId() : change.recorded.id;
  const cycle = change.type === 'open' ? change.cycle : change.recorded.cycle;
  const state =
    change.type === 'amend' ? change.recorded.state : stateOn(wanted.dueOn, localDate(now, wanted.timeZone));
  const row = obligationRow(wanted, { id, cycle, state, restarts: change.type !== 'amend' });
  (change.type === 'open' ? rows.opened : rows.updated).push(row);
  rows.events.push(eventOf(change, row));

  const steps = plannedSteps(policyOf(wanted.kind), wanted.dueOn, wanted.timeZone, hongKongHolidays());
  if (change.type === 'amend') {
    rows.shifted.push(...steps.map((step) => stepRow(id, wanted.dueOn, step, 'armed')));
  } else {
    const armed = armSteps(steps, changedAt(wanted.sourceId), change.occasion);
    rows.armed.push(...armed.map((step) => stepRow(id, wanted.dueOn, step, step.state)));
  }
}

function end(rows: PlanRows, { type, recorded }: Extract<PlanChange, { type: 'cancel' | 'complete' }>): void {
  const { id, state, legalEntityIds } = recorded;
  const [ended, to, action] =
    type === 'cancel'
      ? ([rows.cancelled, 'cancelled', 'obligation.cancelled'] as const)
      : ([rows.completed, 'done', 'obligation.completed'] as const);
  ended.push(id);
  rows.events.push({ action, obligationId: id, legalEntityIds, changes: { state: { from: state, to } } });
}

function obligationRow(
  wanted: Wanted,
  own: Pick<ObligationRow, 'id' | 'cycle' | 'state' | 'restarts'>,
): ObligationRow {
  const { from, until } = daySpan(wanted.dueOn, wanted.timeZone);
  return {
    ...own,
    kind: wanted.kind,
    source_type: wanted.sourceType,
    source_id: wanted.sourceId,
    owner_id: wanted.ownerId,
    legal_entity_ids: wanted.legalEntityIds,
    due_on: wanted.dueOn,
    time_zone: wanted.timeZone,
    due_from: from.getTime(),
    due_until: until.getTime(),
    params: wanted.params,
  };
}

function stepRow(obligationId: string, dueOn: string, step: PlannedStep, state: string): StepRow {
  return {
    obligation_id: obligationId,
    due_on: dueOn,
    step: step.code,
    audience: step.audience,
    planned_for: step.plannedFor.getTime(),
    state,
  };
}

const ACTIONS = {
  open: 'obligation.opened',
  move: 'obligation.moved',
  reopen: 'obligation.reopened',
  amend: 'obligation.amended',
} as const;

function eventOf(
  change: Exclude<PlanChange, { type: 'cancel' | 'complete' }>,
  row: ObligationRow,
): PlanEvent {
  const { wanted } = change;
  const changes =
    change.type === 'open'
      ? {
          kind: row.kind,
          source: { type: row.source_type, id: row.source_id },
          ownerId: row.owner_id,
          dueOn: row.due_on,
        }
      : {
          ...differences(change.recorded, wanted),
          ...(row.state === change.recorded.state
            ? {}
            : { state: { from: change.recorded.state, to: row.state } }),
        };
  return {
    action: ACTIONS[change.type],
    obligationId: row.id,
    // Those who lose it see that they do.
    legalEntityIds: [
      ...(change.type === 'open' ? [] : change.recorded.legalEntityIds),
      ...wanted.legalEntityIds,
    ],
    changes,
  };
}

function differences(from: Wanted, to: Wanted): Record<string, unknown> {
  const fields = ['dueOn', 'timeZone', 'legalEntityIds', 'params'] as const;
  const changed = fields.filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]));
  return Object.fromEntries(changed.map((field) => [field, { from: from[field], to: to[field] }]));
}
