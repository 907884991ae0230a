import type { Catalogue } from './catalogue-types.js';
import type { Demo, DemoComponent, DemoRequirement } from './demo-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';

type At = (index: number) => Placed;

/** Refuses a demonstration in which a record refers to one that is not there, or claims what the catalogue lacks. */
export function checkDemo(demo: Demo, needs: readonly Placed[], file: Placed, catalogue: Catalogue): void {
  const ids = idsOf(demo);
  const at = (list: keyof Demo): At => {
    const places = file.get(list).items();
    return (index) => places[index] ?? file;
  };
  demo.legalEntities.forEach((entity, i) => must(ids.legalEntities, entity.parentId, at('legalEntities')(i)));
  demo.providers.forEach((provider, i) => must(ids.providers, provider.ultimateParentId, at('providers')(i)));
  demo.components.forEach((component, i) => {
    must(ids.providers, component.providerId, at('components')(i));
    must(ids.components, component.baseModelId, at('components')(i));
  });
  demo.useCases.forEach((useCase, i) => {
    for (const id of useCase.legalEntityIds) must(ids.legalEntities, id, at('useCases')(i));
    for (const id of [useCase.scope.decidedBy, ...Object.values(useCase.owners)]) {
      must(ids.people, id, at('useCases')(i));
    }
  });
  demo.requirements.forEach((requirement, i) => {
    const place = needs[i] ?? file;
    must(
      requirement.dependentType === 'use_case' ? ids.useCases : ids.components,
      requirement.dependentId,
      place,
    );
    for (const { componentId } of requirement.alternatives) must(ids.components, componentId, place);
    if (requirement.basis === 'catalogue') checkPublished(requirement, demo, catalogue, place);
  });
}

function idsOf(demo: Demo): { [List in keyof Demo]: ReadonlySet<string> } {
  const of = (records: readonly { readonly id: string }[]) => new Set(records.map((record) => record.id));
  return {
    legalEntities: of(demo.legalEntities),
    people: of(demo.people),
    providers: of(demo.providers),
    components: of(demo.components),
    useCases: of(demo.useCases),
    requirements: new Set(),
  };
}

function must(known: ReadonlySet<string>, id: string | undefined, at: Placed): void {
  if (id !== undefined && !known.has(id)) at.fail(`refers to "${id}", which the demonstration does not have`);
}

/** Every alternative must be something that the catalogue says the dependent stands on, or a region of it. */
function checkPublished(requirement: DemoRequirement, demo: Demo, catalogue: Catalogue, at: Placed): void {
  const component = (id: string | undefined) => demo.components.find((one) => one.id === id);
  const dependent = component(requirement.dependentId);
  const links = catalogue.entries.get(dependent?.catalogueId ?? '')?.upstream ?? [];
  if (requirement.alternatives.length === 0) at.fail('rests on the catalogue and names nothing of it');
  for (const { componentId } of requirement.alternatives) {
    const target = component(componentId);
    const published = links.some((link) => target && isOrLiesIn(target, link.to.id, catalogue));
    if (!published)
      at.fail(`the catalogue does not say that "${dependent?.catalogueId}" stands on "${componentId}"`);
  }
}

function isOrLiesIn(target: DemoComponent, upstreamId: string, catalogue: Catalogue): boolean {
  if (target.catalogueId === upstreamId) return true;
  const upstream = catalogue.upstreams.get(upstreamId);
  return target.kind === 'region' && upstream?.kind === 'hosting' && upstream.provider === target.providerId;
}
