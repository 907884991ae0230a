import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { INSTALLATION } from '../../kernel/audited-entities.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { Turns } from '../../kernel/turns.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import {
  ComponentService,
  ListedComponentRepository,
  RequirementService,
  VulnerabilityService,
} from '../inventory/inventory.public.js';
import { BomThreads } from './bom-threads.js';
import type { BomContent, BomLine, NotUnderstood, ReadBom } from './cyclonedx/bom-content.js';
import { inSlices } from './in-slices.js';
import { type Match, LineMatcher } from './line-matcher.js';
import { BomRepository, type Listed } from './persistence/bom.repository.js';

/** Documents that were read and wait for their turn; each is held whole. */
const MOST_WAITING = 32;

/** What became of a line: the entry of the answer, and what could not be taken over. */
interface Taken {
  listed: Listed;
  outcome: 'added' | 'existing' | 'changed';
  changes: object;
  contradicts: NotUnderstood[];
}

interface Parent {
  id: string;
  deployment: string;
}

/** Takes bills of materials into the register: what they list becomes components that their subject uses. */
@Injectable()
export class BomService {
  /** Before a transaction begins: those that wait for their turn in the database would hold all of its connections. */
  readonly #turns = new Turns(MOST_WAITING);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly threads: BomThreads,
    private readonly boms: BomRepository,
    private readonly matcher: LineMatcher,
    private readonly listedComponents: ListedComponentRepository,
    private readonly components: ComponentService,
    private readonly requirements: RequirementService,
    private readonly vulnerabilities: VulnerabilityService,
    private readonly clock: Clock,
  ) {}

  /** All of it, or nothing. The document that was received last changes nothing when it comes again. */
  async import(context: RequestContext, componentId: string, document: object): Promise<Answer> {
    const reading = await this.threads.read(document);
    if ('problems' in reading) throw new DomainError('validation-failed', {}, reading.problems);
    return this.#turns.take(() => this.#import(context, componentId, reading));
  }

  #import(context: RequestContext, componentId: string, { content, sha256, text }: ReadBom): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      this.boms.takeTurns(tx);
      const parent = await this.components.hold(tx, componentId);
      if (!parent) throw notFound();
      if (parent.retiredAt) throw new DomainError('retired');
      const before = await this.boms.newest(tx, componentId);
      if (before?.sha256 === sha256) return unchanged(before);

      const matches = await this.matcher.match(tx, content.lines);
      const taken = await this.#take(tx, parent, matches, before?.listed ?? []);
      const ofLine = placesOf(matches, taken);
      const vulnerabilities = await this.#record(tx, parent, content, ofLine);
      const noLongerListed = await this.#end(tx, before?.listed ?? [], taken);
      const notUnderstood = [
        ...content.notUnderstood,
        ...repeated(matches, parent),
        ...contradictions(taken),
      ];

      const bom = await this.boms.insert(tx, {
        ...content,
        id: newId(),
        componentId,
        sha256,
        document: text,
        listed: taken.map(({ listed }) => listed),
        notUnderstood,
        receivedBy: context.actor.id,
      });
      const of = (outcome: Taken['outcome']) => taken.filter((one) => one.outcome === outcome);
      const added = of('added').map(({ listed }) => listed);
      const existing = of('existing').map(({ listed }) => listed);
      const changed = of('changed').map(({ listed, changes }) => ({ ...listed, changes }));
      recordImport(tx, bom as { id: string }, {
        componentId,
        sha256,
        serialNumber: content.serialNumber,
        added: added.length,
        existing: existing.length,
        changed: changed.length,
        noLongerListed: noLongerListed.length,
        keptInUse: noLongerListed.filter(({ warning }) => warning !== null).length,
        vulnerabilities: vulnerabilities.length,
      });
      return Answer.ok(
        JSON.stringify({
          unchanged: false,
          added,
          existing,
          changed,
          noLongerListed,
          vulnerabilities,
          notUnderstood,
          bom,
        }),
      );
    });
  }

  /** Every line once: registered or completed where needed, and used by the parent. */
  async #take(
    tx: Transaction,
    parent: Parent,
    matches: readonly Match[],
    before: readonly Listed[],
  ): Promise<Taken[]> {
    const required = await this.listedComponents.requiredBy(tx, parent.id);
    const requirementOf = new Map(
      before.map(({ componentId, requirementId }) => [componentId, requirementId]),
    );
    const taken = await inSlices(matches, async (match): Promise<Taken | null> => {
      if ('sameAs' in match || match.component?.id === parent.id) return null;
      const { line } = match;
      const found = match.component
        ? await this.#complete(tx, line, match.component)
        : await this.#register(tx, line, match.newName, parent);
      const { componentId } = found;
      const ours = requirementOf.get(componentId);
      const standing = required.get(componentId);
      const requirementId = standing
        ? (standing.find((id) => id === ours) ?? null)
        : await this.#use(tx, parent.id, componentId, line.name);
      const { pointer, purl, modelCardAt } = line;
      const listed = { pointer, componentId, requirementId, name: found.name, purl, modelCardAt };
      return { listed, outcome: found.outcome, changes: found.changes, contradicts: found.contradicts };
    });
    return taken.filter((one) => one !== null);
  }

  async #register(tx: Transaction, line: BomLine, name: string, { deployment }: Parent) {
    const { kind, version, purl, licence } = line;
    // It runs where the component runs that it is a part of.
    const { id } = await this.components.registerIn(tx, { name, kind, version, purl, licence, deployment });
    return { componentId: id, name, outcome: 'added' as const, changes: {}, contradicts: [] };
  }

  /** What the register does not know is filled in; what it knows otherwise stays, and is reported. */
  async #complete(
    tx: Transaction,
    line: BomLine,
    component: {
      id: string;
      name: string;
      version: string | null;
      purl: string | null;
      licence: string | null;
    },
  ) {
    const fields = (['version', 'licence', 'purl'] as const).filter((field) => line[field] !== null);
    const missing = fields.filter((field) => component[field] === null);
    const contradicts = fields
      .filter((field) => field !== 'purl' && component[field] !== null && component[field] !== line[field])
      .map((field) => ({
        pointer: `${line.pointer}/${field === 'licence' ? 'licenses' : field}`,
        reason: 'register_says_otherwise' as const,
      }));
    const changes =
      missing.length === 0
        ? {}
        : await this.components.fillIn(
            tx,
            component.id,
            Object.fromEntries(missing.map((field) => [field, line[field]])),
          );
    const outcome = Object.keys(changes).length > 0 ? ('changed' as const) : ('existing' as const);
    return { componentId: component.id, name: component.name, outcome, changes, contradicts };
  }

  async #use(tx: Transaction, parentId: string, componentId: string, label: string): Promise<string> {
    const { id } = await this.requirements.registerIn(tx, {
      dependentType: 'component',
      dependentId: parentId,
      label,
      effect: 'uses',
      upstreamDisclosed: 'yes',
      alternatives: [{ componentId }],
    });
    return id;
  }

  async #record(
    tx: Transaction,
    parent: Parent,
    { vulnerabilities }: BomContent,
    ofLine: ReadonlyMap<number, Taken>,
  ) {
    const today = localDate(this.clock.now(), HOME_TIME_ZONE);
    const once = new Map(
      vulnerabilities
        .map((found) => {
          const componentId =
            found.line === null ? parent.id : (ofLine.get(found.line)?.listed.componentId ?? parent.id);
          return [
            `${componentId} ${found.stated.identifier.toLowerCase()}`,
            { ...found, componentId },
          ] as const;
        })
        .reverse(), // the first of several stays
    );
    return inSlices([...once.values()].reverse(), async ({ pointer, componentId, stated }) => {
      const day = stated.foundOn ?? today;
      const foundOn = day > today ? today : day;
      const { id, ...became } = await this.vulnerabilities.recordIn(tx, componentId, { ...stated, foundOn });
      return { pointer, componentId, vulnerabilityId: id, identifier: stated.identifier, ...became };
    });
  }

  /**
   * What the document before listed and this one does not: the component stays, its use ends. What has an adverse finding
   * that no remediation has closed is used on, and the answer says so.
   */
  async #end(tx: Transaction, before: readonly Listed[], taken: readonly Taken[]) {
    const now = new Set(taken.map(({ listed }) => listed.componentId));
    const gone = before.filter(({ componentId }) => !now.has(componentId));
    return inSlices(gone, async ({ componentId, requirementId, name, purl }) => {
      const became =
        requirementId === null ? null : await this.requirements.endUse(tx, requirementId, componentId);
      const [useEnded, warning] = [became === 'ended', became === 'adverse' ? 'adverse_finding' : null];
      return { componentId, requirementId, name, purl, useEnded, warning };
    });
  }
}

/** What each line became, also those that repeat another one. */
function placesOf(matches: readonly Match[], taken: readonly Taken[]): Map<number, Taken> {
  const byPointer = new Map(taken.map((one) => [one.listed.pointer, one]));
  const places = new Map<number, Taken>();
  matches.forEach((match, place) => {
    const { pointer } = 'sameAs' in match ? (matches[match.sameAs] as Match).line : match.line;
    const one = byPointer.get(pointer);
    if (one) places.set(place, one);
  });
  return places;
}

function repeated(matches: readonly Match[], parent: Parent): NotUnderstood[] {
  return matches.flatMap((match): NotUnderstood[] => {
    const { pointer } = match.line;
    if ('sameAs' in match) return [{ pointer, reason: 'listed_twice' }];
    return match.component?.id === parent.id ? [{ pointer, reason: 'the_component_itself' }] : [];
  });
}

function contradictions(taken: readonly Taken[]): NotUnderstood[] {
  return taken.flatMap(({ contradicts }) => contradicts);
}

function unchanged({
  shown,
  listed,
  notUnderstood,
}: {
  shown: unknown;
  listed: Listed[];
  notUnderstood: NotUnderstood[];
}): Answer {
  const nothing = { added: [], changed: [], noLongerListed: [], vulnerabilities: [] };
  return Answer.ok(
    JSON.stringify({ unchanged: true, ...nothing, existing: listed, notUnderstood, bom: shown }),
  );
}

function recordImport(tx: Transaction, { id }: { id: string }, changes: Record<string, unknown>): void {
  tx.record({
    action: 'component_bom.imported',
    resource: { type: 'component_bom', id },
    legalEntityIds: INSTALLATION,
    changes,
  });
}
