import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { PersonEntity } from './person.entity.js';
import { personShown } from './person.shown.js';

/** Writes of people. */
@Injectable()
export class PersonRepository extends RecordRepository<PersonEntity> {
  protected readonly target = PersonEntity;
  /** Whoever writes a person sees all legal entities of theirs. */
  protected readonly json = jsonOf(personShown('person', null));

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
