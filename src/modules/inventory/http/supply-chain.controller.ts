import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Clock, localDate } from '../../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Reads } from '../../../platform/http/operation.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { supplyChainFacts } from '../domain/supply-chain-facts.js';
import { SupplyChainReadModel } from '../persistence/supply-chain.read-model.js';
import { SupplyChainFactsDto } from './supply-chain.dto.js';

/**
 * What scores make of a component's records. It stands apart from the component because it moves with the day and with
 * its scans: the ETag of the component would say that nothing has changed.
 */
@ApiTags('components')
@Controller('api/v1/components/:id/supply-chain-facts')
export class SupplyChainController {
  constructor(
    private readonly readModel: SupplyChainReadModel,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('register.read')
  @Reads('See licence class, scan state and malice as scores read them', SupplyChainFactsDto, { etag: false })
  async read(@Param('id', IdPipe) id: string, @Query() query: ReadQuery): Promise<Answer> {
    const asOf = parseAsOf(query.asOf);
    const record = await this.readModel.of(id, asOf);
    const today = localDate(asOf === null ? this.clock.now() : new Date(asOf), HOME_TIME_ZONE);
    return Answer.ok(JSON.stringify(supplyChainFacts(record, today)));
  }
}
