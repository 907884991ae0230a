import { CodeField, IdField } from '../../../platform/http/fields.js';
import { SUBJECT_TYPES, type SubjectType } from '../domain/subject.js';

export class SubjectDto {
  @CodeField(SUBJECT_TYPES, { description: 'What kind of record.', example: 'provider' })
  type!: SubjectType;

  @IdField({ description: 'Its id.', example: '0198c0de-0000-7000-8000-000000000003' })
  id!: string;
}
