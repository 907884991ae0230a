import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit } from '../../../platform/auth/permit.js';
import { Reads } from '../../../platform/http/operation.js';
import {
  CHANGE_KINDS,
  CHANGE_MATRIX,
  ONLY_MATERIAL,
  type MatrixRow,
  RULES,
} from '../domain/change-matrix.js';
import { ChangeMatrixDto, type MatrixRowDto } from './change-matrix.dto.js';

/** What goes stale when something happens: the same for everybody. */
@ApiTags('change events')
@Controller('api/v1/change-matrix')
export class ChangeMatrixController {
  @Get()
  @Permit('register.read')
  @Reads('Read what each kind of change makes stale, in both languages', ChangeMatrixDto, { etag: false })
  read(): ChangeMatrixDto {
    return { rows: CHANGE_KINDS.map((kind) => rowOf(kind, CHANGE_MATRIX[kind])) };
  }
}

function rowOf(kind: string, { en, zhHant, adverse, rules, also }: MatrixRow): MatrixRowDto {
  return {
    ...{ kind, name: en, nameZhHant: zhHant, adverse },
    rules: rules.map((rule) => {
      const { en: name, zhHant: nameZhHant, paragraph, basis } = RULES[rule];
      return { rule, name, nameZhHant, paragraph, basis, evenMinor: !ONLY_MATERIAL.includes(rule) };
    }),
    also: also.map((one) => ({ name: one.en, nameZhHant: one.zhHant })),
  };
}
