import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blastRadiusOfAll } from '../engine/graph/blast-radius.js';
import { createScratch, propagate } from '../engine/graph/failure.js';
import { UNKNOWN_BASE_MODEL, UNKNOWN_PARENT, UNKNOWN_UPSTREAM } from '../engine/graph/node-kinds.js';
import { buildFromColumns } from '../engine/graph/portfolio.js';
import { baseModelNodeId, parentNodeId, UNKNOWN_PROVIDER } from './node-ids.js';
import type {
  ComponentFact,
  ProviderFact,
  RegisterFacts,
  RequirementFact,
  UseCaseFact,
} from './register-facts.js';
import { registerColumns } from './register-graph.js';
import { registerArbitrary } from './testing/random-register.js';

const TODAY = '2026-03-01';

const component = (id: string, more: Partial<ComponentFact> = {}): ComponentFact => ({
  id,
  name: id,
  kind: 'library',
  providerId: null,
  deployment: 'self_hosted',
  baseModelStatus: 'none',
  baseModelId: null,
  substitutability: 'medium',
  status: 'in_use',
  retiresOn: null,
  retired: false,
  ...more,
});

const provider = (id: string, more: Partial<ProviderFact> = {}): ProviderFact => ({
  id,
  name: id,
  kind: 'third_party',
  substitutability: 'medium',
  status: 'approved',
  ultimateParentStatus: 'none',
  ultimateParentId: null,
  ...more,
});

const needs = (of: string, alternatives: (string | null)[], more: Partial<RequirementFact> = {}) => ({
  id: `${of}-needs`,
  of,
  required: 1,
  upstreamDisclosed: 'yes',
  alternatives: alternatives.map((componentId) => ({
    componentId,
    fallbackEvidence: 'none',
    testedOn: null,
  })),
  ...more,
});

const useCase = (id: string): UseCaseFact => ({
  id,
  name: id,
  tier: 'T1',
  provisional: false,
  toleranceHours: null,
  legalEntityIds: [],
});

const register = (facts: Partial<RegisterFacts>): RegisterFacts => ({
  components: [],
  providers: [],
  requirements: [],
  useCases: [useCase('u')],
  ...facts,
});

/** Ids of everything that fails with the given nodes, themselves left out. */
function failsWith(facts: RegisterFacts, ...failed: string[]): string[] {
  const portfolio = buildFromColumns(registerColumns(facts, TODAY));
  const scratch = createScratch(portfolio, true);
  propagate(
    portfolio,
    failed.map((id) => portfolio.indexOf.get(id) ?? -1),
    scratch,
  );
  return portfolio.ids.filter((id, vertex) => scratch.failed[vertex] === 1 && !failed.includes(id)).sort();
}

describe('what follows from a record without anybody writing it down', () => {
  const facts = register({
    components: [
      component('app', { kind: 'application', providerId: 'p', deployment: 'multi_tenant_saas' }),
      component('own', { providerId: 'p', deployment: 'self_hosted' }),
      component('tuned', { kind: 'language_model', baseModelStatus: 'known', baseModelId: 'base' }),
      component('base', { kind: 'language_model' }),
    ],
    providers: [provider('p', { ultimateParentStatus: 'known', ultimateParentId: 'top' }), provider('top')],
    requirements: [needs('app', [])],
  });

  it('is that a component which its provider operates stops with it, and one of the firm does not', () => {
    expect(failsWith(facts, 'p')).toEqual(['app']);
  });

  it('is that a provider stops with its parent when the parent itself fails', () => {
    expect(failsWith(facts, parentNodeId('top'))).toEqual(['app', 'p', 'top']);
    expect(failsWith(facts, 'top')).toEqual([]);
  });

  it('is that a base model takes along what is built on it, and itself', () => {
    expect(failsWith(facts, baseModelNodeId('base'))).toEqual(['base', 'tuned']);
    expect(failsWith(facts, 'base')).toEqual([]);
  });
});

describe('what is not known', () => {
  const top = provider('top');
  const child = provider('p', { ultimateParentStatus: 'known', ultimateParentId: 'top' });
  const operated = (more: Partial<ComponentFact>) =>
    register({
      components: [component('x', { deployment: 'single_tenant', ...more })],
      providers: [top, child],
      requirements: [needs('x', [])],
    });

  it('as deployment counts as operated by the provider', () => {
    expect(failsWith(operated({ deployment: 'unknown', providerId: 'p' }), 'p')).toEqual(['x']);
  });

  it('as provider falls with every parent that fails, as one of unknown parent does', () => {
    const parent = parentNodeId('top');
    expect(failsWith(operated({}), parent)).toEqual(
      ['p', 'top', 'x', UNKNOWN_PARENT, UNKNOWN_PROVIDER].sort(),
    );
    expect(failsWith(operated({}), UNKNOWN_PROVIDER)).toEqual(['x']);
  });

  it.each(['third_party', 'group_company', 'in_house', 'open_source_project'])(
    'as parent of a provider of the kind %s leads to the undisclosed parent',
    (kind) => {
      const facts = operated({ providerId: 'q' });
      const q = provider('q', { kind, ultimateParentStatus: 'unknown' });
      expect(failsWith({ ...facts, providers: [...facts.providers, q] }, UNKNOWN_PARENT)).toEqual(['q', 'x']);
    },
  );

  it.each([
    ['language_model', true],
    ['embedding_model', true],
    ['content_filter', true],
    ['application', true],
    ['browser_extension', true],
    ['hosting', false],
    ['library', false],
  ])('as base model matters for %s: %s', (kind, matters) => {
    const facts = register({
      components: [
        component('x', { kind, baseModelStatus: 'unknown' }),
        component('m', { kind: 'language_model' }),
      ],
    });
    expect(failsWith(facts, baseModelNodeId('m')).includes('x')).toBe(matters);
  });

  it('as upstream, or as a requirement of nothing, leads to the undisclosed upstream', () => {
    const saas = component('x', { deployment: 'multi_tenant_saas', providerId: 'p' });
    const facts = register({ components: [saas], providers: [top, child] });
    expect(failsWith(facts, UNKNOWN_UPSTREAM)).toEqual(['x']);
    for (const upstreamDisclosed of ['no', 'unknown']) {
      const requirements = [needs('x', [], { upstreamDisclosed })];
      expect(failsWith({ ...facts, requirements }, UNKNOWN_UPSTREAM)).toEqual(['x']);
    }
    const ends = registerColumns({ ...facts, requirements: [needs('x', [])] }, TODAY);
    expect(buildFromColumns(ends).indexOf.has(UNKNOWN_UPSTREAM)).toBe(false);
  });
});

describe('a fallback', () => {
  const withFallback = (evidence: string, testedOn: string | null, more: Partial<ComponentFact> = {}) =>
    register({
      components: [component('first'), component('second', more)],
      requirements: [
        needs('second', []),
        needs('u', [], {
          alternatives: [
            { componentId: 'first', fallbackEvidence: 'none', testedOn: null },
            { componentId: 'second', fallbackEvidence: evidence, testedOn },
          ],
        }),
      ],
    });

  it.each([
    ['tested_in_tolerance', '2026-02-28', true],
    ['tested_slow', '2026-02-28', true],
    ['tested_in_tolerance', '2025-03-01', true],
    ['tested_in_tolerance', '2025-02-28', false],
    ['tested_in_tolerance', null, false],
    ['documented', '2026-02-28', false],
    ['unknown', '2026-02-28', false],
    ['none', null, false],
  ])('that is %s on %s keeps its use case going: %s', (evidence, testedOn, goesOn) => {
    expect(failsWith(withFallback(evidence, testedOn), 'first').includes('u')).toBe(!goesOn);
  });

  it('does not count while who operates it is not known', () => {
    const facts = withFallback('tested_in_tolerance', '2026-02-28', { deployment: 'unknown' });
    expect(failsWith(facts, 'first')).toEqual(['u']);
  });

  it('by hand never fails', () => {
    const facts = register({
      components: [component('first')],
      requirements: [
        needs('u', [], {
          alternatives: [
            { componentId: 'first', fallbackEvidence: 'none', testedOn: null },
            { componentId: null, fallbackEvidence: 'tested_slow', testedOn: '2026-02-28' },
          ],
        }),
      ],
    });
    expect(failsWith(facts, 'first')).toEqual([]);
  });
});

describe('a component', () => {
  it.each([
    [{ retiresOn: '2026-02-28' }, true],
    [{ retiresOn: TODAY }, false],
    [{ retired: true }, true],
    [{ status: 'suspended' }, true],
    [{ status: 'retired' }, true],
    [{ status: 'proposed' }, false],
  ])('with %j has failed before anything else does: %s', (more, failed) => {
    const facts = register({ components: [component('x', more)], requirements: [needs('u', ['x'])] });
    expect(failsWith(facts).includes('u')).toBe(failed);
  });
});

describe('a provider', () => {
  it.each([
    ['suspended', 'multi_tenant_saas', true],
    ['suspended', 'single_tenant', true],
    ['suspended', 'consumer', true],
    ['suspended', 'unknown', true],
    ['suspended', 'self_hosted', false],
    ['suspended', 'self_hosted_offline', false],
    ['retired', 'multi_tenant_saas', true],
    ['approved', 'multi_tenant_saas', false],
    ['under_review', 'multi_tenant_saas', false],
  ])('that is %s takes what it operates (%s) with it: %s', (status, deployment, failed) => {
    const facts = register({
      components: [component('x', { deployment, providerId: 'p' }), component('hosted')],
      providers: [provider('p', { status })],
      requirements: [needs('u', ['x']), needs('x', ['hosted'])],
    });
    expect(failsWith(facts).includes('x')).toBe(failed);
    expect(failsWith(facts).includes('u')).toBe(failed);
  });

  it('that is suspended is carried by a tested fallback of another', () => {
    const stood = (status: string): RegisterFacts =>
      register({
        components: [
          component('first', { deployment: 'multi_tenant_saas', providerId: 'p' }),
          component('second'),
        ],
        providers: [provider('p', { status })],
        requirements: [
          ...[needs('first', []), needs('second', [])],
          needs('u', [], {
            alternatives: [
              { componentId: 'first', fallbackEvidence: 'none', testedOn: null },
              { componentId: 'second', fallbackEvidence: 'tested_slow', testedOn: '2026-02-28' },
            ],
          }),
        ],
      });
    expect(failsWith(stood('suspended'))).toEqual(['first', 'p']);
    expect(failsWith(stood('suspended'), 'second')).toContain('u');
    expect(failsWith(stood('approved'))).toEqual([]);
  });

  it('that is suspended does not withdraw those of whom it is the parent', () => {
    const facts = register({
      components: [component('x', { deployment: 'multi_tenant_saas', providerId: 'p' })],
      providers: [
        provider('p', { ultimateParentStatus: 'known', ultimateParentId: 'top' }),
        provider('top', { status: 'suspended' }),
      ],
      requirements: [needs('u', ['x']), needs('x', [], { upstreamDisclosed: 'yes' })],
    });
    expect(failsWith(facts)).not.toContain('u');
  });
});

describe('silence', () => {
  it('never lowers a blast radius', () => {
    fc.assert(
      fc.property(registerArbitrary(), ({ facts, silent, forgotten }) => {
        const before = radii(facts);
        const after = radii(silent);
        for (const [id, radius] of before) {
          // The provider that is no longer named stops nothing: what was its own now hangs on the unknown one.
          if (id === forgotten) continue;
          expect(after.get(id) ?? after.get(undisclosed(id)) ?? 0).toBeGreaterThanOrEqual(radius - 1e-12);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** A parent or base model that is not stated any more has become the undisclosed one. */
function undisclosed(id: string): string {
  return id.startsWith('ultimate_parent:') ? UNKNOWN_PARENT : UNKNOWN_BASE_MODEL;
}

function radii(facts: RegisterFacts): Map<string, number> {
  const portfolio = buildFromColumns(registerColumns(facts, TODAY));
  const { share } = blastRadiusOfAll(portfolio);
  return new Map([...share].map((radius, node) => [portfolio.ids[node] ?? '', radius]));
}
