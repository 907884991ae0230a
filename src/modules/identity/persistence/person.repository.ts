import { Injectable } from '@nestjs/common';
import {
  insertRow,
  lockRow,
  retireRow,
  type Stored,
  storedRow,
  updateRow,
} from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { PersonEntity } from './person.entity.js';
import { personShown } from './person.shown.js';

/** Whoever writes a person sees all legal entities of theirs. */
const JSON_OF_ROW = jsonOf(personShown('person', null));

/** Writes of people. */
@Injectable()
export class PersonRepository {
  insert(tx: Transaction, person: Partial<PersonEntity>): Promise<Stored> {
    return insertRow(tx, PersonEntity, person, JSON_OF_ROW);
  }

  update(tx: Transaction, id: string, changes: Partial<PersonEntity>): Promise<Stored> {
    return updateRow(tx, PersonEntity, id, changes, JSON_OF_ROW);
  }

  stored(tx: Transaction, id: string): Promise<Stored> {
    return storedRow(tx, PersonEntity, id, JSON_OF_ROW);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, PersonEntity, id, JSON_OF_ROW);
  }

  /** The person, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<PersonEntity | null> {
    return lockRow(tx, PersonEntity, id);
  }

  /**
   * Lets one change of rights at a time through: two administrators who disable each other must not both find the other
   * one still there.
   */
  async oneAtATime(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(7265, 2)`);
  }

  /** Whether an active administrator other than this person exists. */
  async anotherAdministrator(tx: Transaction, id: string): Promise<boolean> {
    const { rows } = await tx.query<{ exists: boolean }>(
      `SELECT EXISTS (SELECT FROM public.person
                       WHERE id <> $1 AND 'admin' = ANY (roles) AND status = 'active' AND retired_at IS NULL) AS exists`,
      [id],
    );
    return rows[0]?.exists ?? false;
  }

  /** Whether all of these legal entities exist. */
  async allExist(tx: Transaction, legalEntityIds: readonly string[]): Promise<boolean> {
    if (legalEntityIds.length === 0) return true;
    const { rows } = await tx.query<{ found: number }>(
      'SELECT count(*)::int AS found FROM public.legal_entity WHERE id = ANY ($1::uuid[])',
      [legalEntityIds],
    );
    return rows[0]?.found === new Set(legalEntityIds).size;
  }

  async anybodyExists(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query<{ exists: boolean }>(
      'SELECT EXISTS (SELECT FROM public.person) AS exists',
    );
    return rows[0]?.exists ?? false;
  }

  /** Whether somebody has, or had, one of these addresses. */
  async anyOf(tx: Transaction, emails: readonly string[]): Promise<boolean> {
    const { rows } = await tx.query<{ exists: boolean }>(
      `SELECT EXISTS (SELECT FROM public.person
                       WHERE lower(email) IN (SELECT lower(e) FROM unnest($1::text[]) AS e)) AS exists`,
      [emails],
    );
    return rows[0]?.exists ?? false;
  }

  invitationSent(tx: Transaction, id: string): void {
    tx.send(
      `INSERT INTO public.person_invitation (person_id, sent_at) VALUES ($1, clock_timestamp())
       ON CONFLICT (person_id) DO UPDATE SET sent_at = excluded.sent_at`,
      [id],
    );
  }
}
