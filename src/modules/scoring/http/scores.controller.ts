import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RequestContext } from '../../../kernel/actor.js';
import { parseAsOf } from '../../../kernel/as-of.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Answer } from '../../../platform/http/answer.js';
import { IdPipe } from '../../../platform/http/id.pipe.js';
import { Lists, Reads } from '../../../platform/http/operation.js';
import { DEFAULT_PAGE, ReadQuery } from '../../../platform/http/query-fields.js';
import { Context } from '../../../platform/http/request.js';
import { ScoreReadModel } from '../persistence/score.read-model.js';
import { ScoreService } from '../score.service.js';
import { ScoreHistoryQuery, ScoreVersionDto } from './score-history.dto.js';
import { ScoreItemDto, ScoreQuery } from './score-list.dto.js';
import { RollUpDto, RollUpQuery } from './score-roll-up.dto.js';
import { StoredScoreDto } from './stored-score.dto.js';

/** What the present facts make of each use case and what it stands on. */
@ApiTags('scores')
@Controller('api/v1/scores')
export class ScoresController {
  constructor(
    private readonly scores: ScoreReadModel,
    private readonly service: ScoreService,
  ) {}

  @Get()
  @Permit('scores.read')
  @Lists('List scores, the worst first', ScoreItemDto)
  async list(@Context() context: RequestContext, @Query() query: ScoreQuery): Promise<Answer> {
    return Answer.ok(await this.scores.page(query, context.actor.scope, parseAsOf(query.asOf)));
  }

  @Get('roll-up')
  @Permit('scores.read')
  @Reads('Roll scores up: the worst of a use case, a provider, a component or all', RollUpDto)
  async rollUp(@Context() context: RequestContext, @Query() query: RollUpQuery): Promise<Answer> {
    const { actor, locale } = context;
    return Answer.ok(await this.service.rollUp(query, actor.scope, parseAsOf(query.asOf), locale));
  }

  @Get(':useCaseId/:arrangementId')
  @Permit('scores.read')
  @Reads('Explain a score, as a tree whose parts add up to it', StoredScoreDto)
  async read(
    @Context() context: RequestContext,
    @Param('useCaseId', IdPipe) useCaseId: string,
    @Param('arrangementId', IdPipe) arrangementId: string,
    @Query() query: ReadQuery,
  ): Promise<Answer> {
    const { actor, locale } = context;
    return Answer.ok(
      await this.service.explain(useCaseId, arrangementId, actor.scope, parseAsOf(query.asOf), locale),
    );
  }

  @Get(':useCaseId/:arrangementId/history')
  @Permit('scores.read')
  @Lists('List the versions of a score, the newest first, each with what moved it', ScoreVersionDto)
  async history(
    @Context() context: RequestContext,
    @Param('useCaseId', IdPipe) useCaseId: string,
    @Param('arrangementId', IdPipe) arrangementId: string,
    @Query() query: ScoreHistoryQuery,
  ): Promise<Answer> {
    const page = { limit: query.limit ?? DEFAULT_PAGE, before: query.cursor ?? null };
    const { actor, locale } = context;
    return Answer.ok(await this.service.history(useCaseId, arrangementId, actor.scope, page, locale));
  }
}
