import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { invalid } from '../../kernel/domain-error.js';
import type { RouteFlags } from '../auth/permit.js';
import type { ApiRequest } from './request.js';
import { pointerToken } from '../../kernel/json-pointer.js';

const ANY_QUERY = 'underpin:any-query';

/** A route whose query is somebody else's to choose and is judged by what it calls. */
export const TakesAnyQuery = (): MethodDecorator => SetMetadata(ANY_QUERY, true);

/**
 * Refuses a query or a body where a route takes none. What a route takes is judged by its DTO; what it does not take
 * would be dropped without a word, and somebody would believe that `PATCH …?asOf=` or a reason beside a restore had
 * done something.
 */
@Injectable()
export class UndeclaredInputGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<ApiRequest>();
    const isAsked = hasMembers(request.query);
    const isSent = request.body !== undefined && request.body !== null && !isEmptyObject(request.body);
    if (!isAsked && !isSent) return true;
    const takes = parametersOf(execution);
    if (isSent && !takes.has(RouteParamtypes.BODY)) refuse(request.body);
    if (isAsked && !takes.has(RouteParamtypes.QUERY) && !isQueryFree(execution, request))
      refuse(request.query);
    return true;
  }
}

/** Those who probe may put into the query what keeps their caches apart. */
function isQueryFree(execution: ExecutionContext, request: ApiRequest): boolean {
  const { probe } = request.routeOptions.config as RouteFlags;
  return probe === true || Reflect.getMetadata(ANY_QUERY, execution.getHandler()) === true;
}

/** Nest keeps them as `<type>:<position>`; decorators of our own have names before the colon. */
function parametersOf(execution: ExecutionContext): Set<RouteParamtypes> {
  const name = execution.getHandler().name;
  const kept = (Reflect.getMetadata(ROUTE_ARGS_METADATA, execution.getClass(), name) ?? {}) as object;
  const types = Object.keys(kept).map((key) => /^(\d+):/.exec(key)?.[1]);
  return new Set(types.filter((type) => type !== undefined).map(Number));
}

function refuse(given: unknown): never {
  const [name] = hasMembers(given) && !Array.isArray(given) ? Object.keys(given) : [];
  const pointer = name === undefined ? '' : `/${pointerToken(name.slice(0, 100))}`;
  throw invalid({ pointer, code: 'unknown-field' });
}

function hasMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !hasMembers(value);
}
