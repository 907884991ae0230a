import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../../kernel/domain-error.js';
import { Permit } from '../../../platform/auth/permit.js';
import { Reads } from '../../../platform/http/operation.js';
import { questionnaireOf, questionnaires } from '../questionnaires/questionnaires.js';
import { shownQuestionnaire, shownSummary } from '../questionnaires/shown-questionnaire.js';
import { QuestionnaireDto, QuestionnairesDto } from './questionnaire.dto.js';

/** The questionnaires that assessments are made by. They come with the product: a version never changes. */
@ApiTags('assessments')
@Controller('api/v1/questionnaire-templates')
export class QuestionnaireController {
  @Get()
  @Permit('register.read')
  @Reads('The questionnaires that assessments are made by', QuestionnairesDto, { etag: false })
  list() {
    return { items: questionnaires().map(shownSummary) };
  }

  @Get(':templateVersion')
  @Permit('register.read')
  @Reads('A questionnaire with its questions, in both languages', QuestionnaireDto, { etag: false })
  @ApiParam({
    name: 'templateVersion',
    description: 'Its id: code@version.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      pattern: '^[a-z0-9-]+@[1-9][0-9]{0,3}$',
      example: 'provider@1',
    },
  })
  read(@Param('templateVersion') templateVersion: string) {
    const questionnaire = questionnaireOf(templateVersion);
    if (!questionnaire) throw notFound();
    return shownQuestionnaire(questionnaire);
  }
}
