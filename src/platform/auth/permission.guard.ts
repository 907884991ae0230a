import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Permission } from '../../kernel/roles.js';
import type { ApiRequest } from '../http/request.js';
import { PERMISSION_KEY } from './permit.js';

/** Deny by default: a route without a declared permission is refused to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const permission = Reflect.getMetadata(PERMISSION_KEY, execution.getHandler()) as
      Permission | 'public' | undefined;
    if (permission === 'public') return true;
    const { context } = execution.switchToHttp().getRequest<ApiRequest>();
    if (!context) throw new DomainError('unauthenticated');
    if (permission === undefined || !context.actor.permissions.has(permission))
      throw new DomainError('forbidden');
    return true;
  }
}
