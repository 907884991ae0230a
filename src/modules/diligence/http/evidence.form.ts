import { invalid } from '../../../kernel/domain-error.js';
import { createValidationPipe } from '../../../platform/http/validation.js';
import { parseJson } from '../../../platform/http/json-parser.js';
import { UploadEvidenceDto } from './evidence.dto.js';

const pipe = createValidationPipe();

/** The fields of a form as the fields of a request: what is left empty is left out, and a list is JSON text. */
export async function factsOfForm(fields: Readonly<Record<string, string>>): Promise<UploadEvidenceDto> {
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== '');
  const body = Object.fromEntries(
    given.map(([name, value]) => [name, name === 'subjectRefs' ? listOf(name, value) : value]),
  );
  return (await pipe.transform(body, { type: 'body', metatype: UploadEvidenceDto })) as UploadEvidenceDto;
}

function listOf(name: string, text: string): unknown {
  try {
    return parseJson(Buffer.from(text));
  } catch {
    throw invalid({ pointer: `/${name}`, code: 'list' });
  }
}
