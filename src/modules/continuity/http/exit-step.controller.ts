import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit } from '../../../platform/auth/permit.js';
import { CodeField, FlagField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { Reads } from '../../../platform/http/operation.js';
import { EXIT_STEP_CODES, EXIT_STEPS } from '../domain/exit-steps.js';

export class ExitStepDto {
  @CodeField(EXIT_STEP_CODES, { description: 'The step.', example: 'keys_revoked' })
  step!: string;

  @TextField({ description: 'In English.', max: 200, example: 'Keys revoked' })
  name!: string;

  @TextField({ description: 'In Traditional Chinese.', max: 200, example: '已撤銷金鑰' })
  nameZhHant!: string;

  @TextField({
    description: 'The paragraph of the circular that it serves; null: of none.',
    nullable: true,
    max: 40,
    example: '25, fn 20',
  })
  paragraph!: string | null;

  @CodeField(['circular', 'house'], {
    description: 'Whether the circular asks for it, or the standard of the house.',
    example: 'house',
  })
  basis!: string;

  @FlagField({ description: 'Whether it is done only with a document that shows it.', example: false })
  needsProof!: boolean;
}

export class ExitStepsDto {
  @ObjectsField(() => ExitStepDto, {
    description: 'Every step, in the order in which exit cases have them.',
    max: EXIT_STEP_CODES.length,
  })
  steps!: ExitStepDto[];
}

/** What there is to do before something is left in order: the same for everybody. */
@ApiTags('exit cases')
@Controller('api/v1/exit-steps')
export class ExitStepController {
  @Get()
  @Permit('register.read')
  @Reads('Read the steps of an exit, in both languages', ExitStepsDto, { etag: false })
  read(): ExitStepsDto {
    return {
      steps: EXIT_STEP_CODES.map((step) => {
        const { en: name, zhHant: nameZhHant, ...basis } = EXIT_STEPS[step];
        return { step, name, nameZhHant, ...basis };
      }),
    };
  }
}
