import { TERRITORY_STATUSES } from '../../inventory/catalogue.public.js';
import { isJurisdiction } from '../../inventory/use-case-contract.public.js';
import { CodeField, DateField, IdField, IntegerField, TextField } from '../../../platform/http/fields.js';

const absent = { optional: true, nullable: true } as const;
const unknown = { optional: true, default: 'unknown' } as const;
const place = { min: 2, max: 2, format: { code: 'jurisdiction', accepts: isJurisdiction } } as const;

export class SubProcessorDto {
  @IntegerField({
    description: 'How far down it stands: 2 supplies the provider, 3 supplies one of rank 2, and so on.',
    min: 2,
    max: 20,
    example: 2,
  })
  rank!: number;

  @TextField({
    description: 'Who it is, where it is not registered as a provider; this or providerId.',
    ...absent,
    max: 200,
    example: 'Harbour Edge Ltd',
  })
  name?: string | null;

  @IdField({ description: 'The provider that it is registered as.', ...absent })
  providerId?: string | null;

  @TextField({ description: 'What it does.', max: 500, example: 'Content delivery and protection' })
  service!: string;

  @IdField({ description: 'For which component of the arrangement; for all without one.', ...absent })
  componentId?: string | null;

  @TextField({ description: 'Where it does so (ISO 3166-1).', ...absent, ...place, example: 'SG' })
  jurisdiction?: string | null;

  @DateField({ description: 'When it was disclosed; not in the future.', ...absent, example: '2026-06-01' })
  disclosedOn?: string | null;

  @TextField({
    description: 'Where that is said: an address, or a document.',
    ...absent,
    max: 1000,
    example: 'https://example.com/sub-processors',
  })
  source?: string | null;
}

export class TerritorySupportDto {
  @TextField({ description: 'The place of use (ISO 3166-1).', ...place, example: 'HK' })
  jurisdiction!: string;

  @IdField({
    description:
      'The route: the component of the arrangement that it is said of. Without one it is said of all that have no entry of their own.',
    ...absent,
  })
  componentId?: string | null;

  @CodeField(TERRITORY_STATUSES, {
    description: 'Whether it may be used there.',
    ...unknown,
    example: 'supported',
  })
  status?: string;

  @TextField({
    description: 'Where that is said.',
    ...absent,
    max: 1000,
    example: 'https://example.com/supported-countries',
  })
  source?: string | null;

  @DateField({
    description: 'When it was looked up; not in the future. A refusal is lifted by a later look alone.',
    ...absent,
    example: '2026-11-02',
  })
  checkedOn?: string | null;
}
