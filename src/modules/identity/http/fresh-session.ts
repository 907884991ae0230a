import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';
import type { ApiRequest } from '../../../platform/http/request.js';
import { SESSION_RULES } from '../domain/session-rules.js';
import { SessionReader } from '../session-reader.js';

/** Lets through who proved who they are a short while ago. An API key proves itself with every request. */
@Injectable()
export class FreshSessionGuard implements CanActivate {
  constructor(private readonly sessions: SessionReader) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<ApiRequest>();
    if (request.context?.actor.type !== 'person') return true;
    const session = await this.sessions.read(request.headers);
    if (session && Date.now() - session.confirmedAt.getTime() < SESSION_RULES.fresh) return true;
    throw new DomainError('confirmation-needed');
  }
}

/** For routes that change rights or credentials: a session left open on a desk must not be enough. */
export function NeedsFreshSession(): MethodDecorator {
  return applyDecorators(UseGuards(FreshSessionGuard));
}
