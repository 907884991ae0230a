import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Public } from '../../../platform/auth/permit.js';
import { TakesUpTo } from '../../../platform/http/body-limit.js';
import { type Form, TakesFile, TheForm } from '../../../platform/http/multipart.js';
import type { ApiRequest } from '../../../platform/http/request.js';
import { MOST_BYTES } from '../evidence-uploads.js';
import type { LinkRequest } from '../link-sessions.js';
import { ProviderDocuments } from '../provider-documents.service.js';
import { ProviderQuestionnaire } from '../provider-questionnaire.service.js';
import {
  FinishedDto,
  ProviderAnswerDto,
  ProviderAnswerInputDto,
  ProviderDocumentDto,
  ProviderDocumentFormDto,
  ProviderQuestionnaireDto,
} from './assessment-link.dto.js';

const HEADER = 'Questionnaire-Token';
/** Nobody is signed in: an answer, in the widest of alphabets and spelt out, and no more. */
const MOST_OF_AN_ANSWER = 64 * 1024;
/** What stands around the file in a form. */
const AROUND_THE_FILE = 64 * 1024;

/** Opened by the token of a link, which stands in a header: an address would be kept in logs and histories. */
function ByLink(summary: string): MethodDecorator {
  return applyDecorators(
    Public(),
    ApiOperation({ summary }),
    ApiHeader({
      name: HEADER,
      required: true,
      description: 'The token of the link.',
      schema: { type: 'string', minLength: 47, maxLength: 47, pattern: '^upl_[A-Za-z0-9_-]{43}$' },
    }),
    ApiResponse({
      status: 401,
      description: 'The link is not valid.',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } },
    }),
  );
}

function QuestionInPath(): MethodDecorator {
  return ApiParam({
    name: 'question',
    description: 'Code of the question.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 40,
      pattern: '^[a-z][a-z0-9_]*$',
      example: 'named_ai_team',
    },
  });
}

/** What a provider answers over a link that it was sent. It sees its questions and its own answers, and nothing else. */
@ApiTags('provider-questionnaire')
@Controller('api/v1/questionnaire')
export class ProviderQuestionnaireController {
  constructor(
    private readonly service: ProviderQuestionnaire,
    private readonly documents: ProviderDocuments,
  ) {}

  @Get()
  @ByLink('Open the questions, with the answers so far')
  @ApiOkResponse({ type: ProviderQuestionnaireDto, description: 'Questions and answers.' })
  open(@Req() request: ApiRequest) {
    return this.service.open(linkOf(request));
  }

  @Put('answers/:question')
  @ByLink('Answer one question; it is kept at once')
  @QuestionInPath()
  @TakesUpTo(MOST_OF_AN_ANSWER)
  @ApiOkResponse({ type: ProviderAnswerDto, description: 'The answer as it is kept.' })
  answer(
    @Req() request: ApiRequest,
    @Param('question') question: string,
    @Body() body: ProviderAnswerInputDto,
  ) {
    return this.service.answer(linkOf(request), question, body);
  }

  @Post('answers/:question/documents')
  @ByLink('Send a document with an answer')
  @QuestionInPath()
  @TakesFile()
  @TakesUpTo(MOST_BYTES + AROUND_THE_FILE)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ required: true, type: ProviderDocumentFormDto })
  @ApiCreatedResponse({ type: ProviderDocumentDto, description: 'The document as it is kept.' })
  document(@Req() request: ApiRequest, @Param('question') question: string, @TheForm() form: Form) {
    return this.documents.add(linkOf(request), question, form);
  }

  @Post('submit')
  @HttpCode(200)
  @ByLink('Say that the answers are done')
  @ApiOkResponse({ type: FinishedDto, description: 'How many answers there are.' })
  finish(@Req() request: ApiRequest) {
    return this.service.finish(linkOf(request));
  }
}

function linkOf({ headers, id, locale }: ApiRequest): LinkRequest {
  return { token: headers[HEADER.toLowerCase()], requestId: id, locale };
}
