import { DateField, IdField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  COMPONENT_KINDS,
  COMPONENT_STATUSES,
  DEPLOYMENTS,
  KNOWN_NONE,
  MAINTENANCE,
  PINNING,
  PRIVILEGE,
  PROVENANCE,
  SUBSTITUTABILITY,
  TRANSPARENCY,
} from '../domain/codes.js';
import { COMPONENT_SORTS } from '../persistence/component.read-model.js';

/** Order and filters of the list of components. */
export class ComponentQuery extends PageQuery {
  @SortField(COMPONENT_SORTS)
  sort?: string;

  @FilterField(COMPONENT_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only components of this provider.', optional: true })
  providerId?: string;

  @FilterField(PINNING, 'pinning')
  pinning?: string;

  @FilterField(DEPLOYMENTS, 'deployment')
  deployment?: string;

  @FilterField(KNOWN_NONE, 'state of knowledge about the base model')
  baseModelStatus?: string;

  @IdField({ description: 'Only components made from this model.', optional: true })
  baseModelId?: string;

  @FilterField(PROVENANCE, 'provenance')
  provenance?: string;

  @FilterField(MAINTENANCE, 'maintenance')
  maintenance?: string;

  @FilterField(PRIVILEGE, 'privilege')
  privilege?: string;

  @FilterField(TRANSPARENCY, 'transparency')
  transparency?: string;

  @FilterField(SUBSTITUTABILITY, 'substitutability')
  substitutability?: string;

  @IdField({ description: 'Only components of this owner.', optional: true })
  ownerId?: string;

  @FilterField(COMPONENT_STATUSES, 'status')
  status?: string;

  @DateField({
    description: 'Only components that retire before this day; without a sort, the next one first.',
    optional: true,
    example: '2027-01-01',
  })
  retiresBefore?: string;
}
