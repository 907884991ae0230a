import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type Permission, rolesWith } from '../../kernel/roles.js';

export const PERMISSION_KEY = 'underpin:permission';

/** Declares who may call a route. Every route says this or Public; a test walks the routes. */
export function Permit(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(PERMISSION_KEY, permission),
    ApiBearerAuth(),
    ApiCookieAuth(),
    ApiExtension('x-roles', [...rolesWith(permission)]),
    ApiExtension('x-permission', permission),
  );
}

/** A route that anybody may call without signing in. */
export function Public(): MethodDecorator {
  return applyDecorators(
    SetMetadata(PERMISSION_KEY, 'public'),
    RouteConfig({ public: true }),
    ApiExtension('x-public', true),
  );
}
