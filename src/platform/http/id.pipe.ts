import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../../kernel/domain-error.js';
import { isId } from '../../kernel/ids.js';

/** An id in a path: what is not even an id names nothing. */
@Injectable()
export class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (!isId(value)) throw notFound();
    return value.toLowerCase();
  }
}
