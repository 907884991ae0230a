import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit } from '../../../platform/auth/permit.js';
import { CodeField, ObjectField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { Reads } from '../../../platform/http/operation.js';
import { TIER_REASON_CODES } from '../domain/tier-reasons.js';
import { TIER_REASON_TEXTS } from '../domain/tier-texts.js';

export class BilingualTextDto {
  @TextField({ description: 'In English.', readOnly: true, max: 2000, example: 'Clients interact with it.' })
  en!: string;

  @TextField({
    description: 'In Traditional Chinese.',
    readOnly: true,
    max: 2000,
    example: '客戶會與其互動。',
  })
  zhHant!: string;
}

export class TierReasonTextDto {
  @CodeField(TIER_REASON_CODES, { description: 'The code.', readOnly: true, example: 'clients_interact' })
  code!: string;

  @ObjectField(() => BilingualTextDto, { description: 'What it says to people.', readOnly: true })
  text!: BilingualTextDto;
}

export class TierReasonTextsDto {
  @ObjectsField(() => TierReasonTextDto, { description: 'Every reason.', readOnly: true, max: 100 })
  items!: TierReasonTextDto[];
}

/** The words for the codes that use cases carry as reasons: stored answers stay the same in every language. */
@ApiTags('use-cases')
@Controller('api/v1/tier-reasons')
export class TierReasonController {
  @Get()
  @Permit('register.read')
  @Reads('What each reason for a tier says, in both languages', TierReasonTextsDto, { etag: false })
  list(): TierReasonTextsDto {
    return {
      items: TIER_REASON_CODES.map((code) => {
        const { en, 'zh-Hant': zhHant } = TIER_REASON_TEXTS[code];
        return { code, text: { en, zhHant } };
      }),
    };
  }
}
