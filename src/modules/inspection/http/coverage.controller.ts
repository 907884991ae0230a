import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { RULE_CODES } from '../../../kernel/rules.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { Context } from '../../../platform/http/request.js';
import { CoverageService } from '../coverage.service.js';
import type { RuleCode } from '../domain/rule.js';
import { RULES } from '../domain/rules.js';
import { ruleShown } from '../domain/shown-coverage.js';
import {
  InspectedSubjectDto,
  InspectedSubjectsQuery,
  InspectionCoverageDto,
  InspectionQuery,
  InspectionRulesDto,
} from './coverage.dto.js';

/** How far a firm keeps the rules that it is inspected by, and which records prove it. */
@ApiTags('inspection')
@Controller('api/v1/inspection')
export class CoverageController {
  constructor(private readonly service: CoverageService) {}

  @Get('rules')
  @Permit('register.read')
  @Reads('Read the rules, clause by clause, in both languages', InspectionRulesDto, { etag: false })
  rules(): InspectionRulesDto {
    return { rules: RULES.map(ruleShown) };
  }

  @Get('coverage')
  @Permit('register.read')
  @Reads('Judge every rule, with the records that prove it', InspectionCoverageDto, { etag: false })
  async coverage(
    @Context() { actor: { scope } }: RequestContext,
    @Query() { legalEntityId, asOf }: InspectionQuery,
  ): Promise<Answer> {
    return Answer.ok(await this.service.coverage({ legalEntityId, scope, asOf: parseAsOf(asOf) }));
  }

  @Get('coverage/:rule')
  @Permit('register.read')
  @Lists('List what one rule is judged on, clause by clause', InspectedSubjectDto)
  @ApiParam({
    name: 'rule',
    description: 'Code of the rule.',
    schema: { type: 'string', enum: [...RULE_CODES], maxLength: 10, example: 'R-13b' },
  })
  async subjects(
    @Context() { actor: { scope } }: RequestContext,
    @Param('rule') rule: string,
    @Query() { legalEntityId, asOf, ...filter }: InspectedSubjectsQuery,
  ): Promise<Answer> {
    if (!isRule(rule)) throw notFound();
    const inspected = { legalEntityId, scope, asOf: parseAsOf(asOf) };
    return Answer.ok(await this.service.subjects(rule, inspected, filter));
  }
}

function isRule(code: string): code is RuleCode {
  return (RULE_CODES as readonly string[]).includes(code);
}
