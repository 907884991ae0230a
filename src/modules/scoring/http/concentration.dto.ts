import {
  CodeField,
  IdField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { AXES, LAYERS } from '../domain/axes.js';
import { NodeDto } from './node.dto.js';

const fraction = (description: string) => ({ description, min: 0, max: 1, example: 0.5 });

export class ConcentrationQuery extends ReadQuery {
  @CodeField(AXES, { description: 'What to group by.', example: 'provider' })
  axis!: (typeof AXES)[number];

  @CodeField(LAYERS, {
    description: 'Only what components of this kind stand on.',
    optional: true,
    example: 'language_model',
  })
  layer?: string;

  @IdField({ description: 'Only use cases of this legal entity weigh.', optional: true })
  legalEntityId?: string;
}

export class ShareDto {
  @ObjectField(() => NodeDto, { description: 'The node.' })
  node!: NodeDto;

  @NumberField(fraction('Its part of the weight; the shares add up to 1.'))
  share!: number;

  @NumberField(fraction('The same over use cases of tier T1 and T2 alone.'))
  criticalShare!: number;

  @TextsField({ description: 'Ids of the use cases that require it.', max: 10_000, maxLength: 36 })
  useCases!: string[];

  @NumberField({ description: 'Further use cases that you may not see.', min: 0, max: 1_000_000, example: 0 })
  hiddenUseCases!: number;
}

export class ConcentrationViewDto {
  @NumberField({
    description: 'Weight of the use cases that require anything here.',
    min: 0,
    max: 1e9,
    example: 15,
  })
  total!: number;

  @ObjectsField(() => ShareDto, { description: 'Largest first.', max: 100_000 })
  shares!: ShareDto[];

  @NumberField(fraction('Herfindahl–Hirschman index: the sum of the squared shares.'))
  hhi!: number;

  @NumberField({
    description: 'One over the index: as if so many equal suppliers.',
    min: 0,
    max: 1e6,
    example: 2,
  })
  effectiveNumber!: number;

  @NumberField(fraction('The index without the part that a small number explains; 1 for a single one.'))
  normalisedHhi!: number;

  @NumberField(fraction('Share of the largest.'))
  cr1!: number;

  @NumberField(fraction('Share of the three largest.'))
  cr3!: number;

  @NumberField(fraction('The index with each square weighed by how hard the node is to replace.'))
  hhiSubstitutability!: number;
}

export class ConcentrationDto extends ConcentrationViewDto {
  @CodeField(AXES, { description: 'What was grouped by.', example: 'provider' })
  axis!: string;

  @CodeField(LAYERS, {
    description: 'The layer that was asked for.',
    nullable: true,
    example: 'language_model',
  })
  layer!: string | null;

  @ObjectField(() => ConcentrationViewDto, {
    description: 'Direct suppliers alone, as a list of vendors shows them.',
  })
  declared!: ConcentrationViewDto;

  @ObjectField(() => ConcentrationViewDto, {
    description: 'Everything that the use cases stand on; repeated at the top.',
  })
  effective!: ConcentrationViewDto;

  @TextField({
    description: 'SHA-256 of the graph that was asked.',
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  graphHash!: string;
}
