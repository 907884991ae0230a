import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Probe } from '../auth/permit.js';
import { Metrics } from './metrics.js';

@ApiTags('meta')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Probe()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Read metrics in the Prometheus text format' })
  @ApiOkResponse({
    description: 'The metrics of this process; no names, no ids.',
    content: { 'text/plain': { schema: { type: 'string', maxLength: 1_000_000 } } },
  })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
