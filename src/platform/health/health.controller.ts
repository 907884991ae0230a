import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Probe } from '../auth/permit.js';
import { Answer } from '../http/answer.js';
import { CodeField, ObjectsField, TextField } from '../http/fields.js';
import { Health } from './health.js';

const STATES = ['ok', 'degraded', 'failed'] as const;

export class HealthCheckDto {
  @TextField({ description: 'What was looked at.', max: 60, example: 'database' })
  name!: string;

  @CodeField(STATES, { description: 'How it is.', example: 'ok' })
  state!: string;

  @TextField({ description: 'Why it is not well; empty when it is.', min: 0, max: 500, example: '' })
  reason!: string;
}

export class HealthDto {
  @CodeField(STATES, { description: 'The worst of the checks.', example: 'ok' })
  status!: string;

  @ObjectsField(() => HealthCheckDto, { description: 'Each check with its reason.', max: 50 })
  checks!: HealthCheckDto[];
}

@ApiTags('meta')
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  @Probe()
  @ApiOperation({ summary: 'Whether the process lives' })
  @ApiOkResponse({ type: HealthDto, description: 'It does.' })
  live(): Answer {
    return Answer.ok('{"status":"ok","checks":[]}');
  }

  @Get('ready')
  @Probe()
  @ApiOperation({ summary: 'Whether the process can serve, with the reasons' })
  @ApiOkResponse({ type: HealthDto, description: 'It can; degraded parts are named.' })
  @ApiResponse({ status: 503, type: HealthDto, description: 'It cannot; the failed parts are named.' })
  async ready(): Promise<Answer> {
    const checks = await this.health.checks();
    const status = checks.some(({ state }) => state === 'failed')
      ? 'failed'
      : checks.some(({ state }) => state === 'degraded')
        ? 'degraded'
        : 'ok';
    return new Answer(status === 'failed' ? 503 : 200, JSON.stringify({ status, checks }));
  }
}
