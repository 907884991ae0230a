import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../../kernel/domain-error.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Reads } from '../../../platform/http/operation.js';
import { shownWords } from '../bilingual-words.js';
import type { RiskCatalogue } from '../domain/risk-factor.js';
import { currentRiskCatalogue, riskCatalogues } from '../risk-factors/risk-factors.js';
import { RiskCatalogueDto } from './risk-factor.dto.js';

/** What may go wrong with a use of a language model. The catalogue comes with the product: a version never changes. */
@ApiTags('risk statements')
@Controller('api/v1/risk-factors')
export class RiskFactorController {
  @Get()
  @Permit('register.read')
  @Reads('The catalogue of risk factors, in both languages', RiskCatalogueDto, { etag: false })
  current() {
    return shown(currentRiskCatalogue());
  }

  @Get(':version')
  @Permit('register.read')
  @Reads('A version of the catalogue of risk factors, in both languages', RiskCatalogueDto, { etag: false })
  @ApiParam({
    name: 'version',
    description: 'The version that a statement names.',
    schema: { type: 'string', minLength: 1, maxLength: 4, pattern: '^[1-9][0-9]{0,3}$', example: '1' },
  })
  version(@Param('version') version: string) {
    const catalogue = riskCatalogues().find((one) => String(one.version) === version);
    if (!catalogue) throw notFound();
    return shown(catalogue);
  }
}

function shown({ version, groups, factors }: RiskCatalogue) {
  return {
    version,
    groups: groups.map(({ code, name }) => ({ code, name: shownWords(name) })),
    items: factors.map(({ code, group, name, explanation }) => ({
      ...{ code, group, name: shownWords(name), explanation: shownWords(explanation) },
    })),
  };
}
