import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import type { Stored } from '../../platform/database/rows.js';
import { changesDueBefore, type CorrespondenceFacts, dueOf } from './domain/correspondence.js';
import { hongKongHolidays } from './holidays/holidays.js';
import {
  type CorrespondenceFilter,
  CorrespondenceReadModel,
} from './persistence/correspondence.read-model.js';

export interface CorrespondenceQuestion extends Omit<CorrespondenceFilter, 'changedBefore'> {
  /** YYYY-MM-DD: notices that are owed and due before this day. */
  dueBefore?: string;
}

type Shown = CorrespondenceFacts & { kind: string };

/** What the API answers of correspondence: by when a notice is due is worked out each time, with the holidays that are known. */
@Injectable()
export class CorrespondenceAnswers {
  constructor(private readonly readModel: CorrespondenceReadModel) {}

  /** A notice of an earlier change is due earlier, or on the same day: the list is asked for changes before one. */
  async page(
    { dueBefore, ...more }: CorrespondenceQuestion,
    scope: EntityScope,
    asOf: AsOf,
  ): Promise<string> {
    const changedBefore = dueBefore === undefined ? {} : { changedBefore: earliestChange(dueBefore) };
    const text = await this.readModel.page({ ...more, ...changedBefore }, scope, asOf);
    const page = JSON.parse(text) as { items: Shown[]; nextCursor: string | null };
    return JSON.stringify({ ...page, items: page.items.map(withDue) });
  }

  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    return answered(await this.readModel.one(id, scope, asOf));
  }
}

/** A stored record with the day by which notice is due. */
export function answered({ json, rowVersion }: Stored): Stored {
  return { json: JSON.stringify(withDue(JSON.parse(json) as Shown)), rowVersion };
}

function withDue(record: Shown): object {
  return { ...record, ...dueOf(record, hongKongHolidays()) };
}

function earliestChange(dueBefore: string): string {
  return changesDueBefore(dueBefore, hongKongHolidays());
}
