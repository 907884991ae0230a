import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import { Flags } from '../http/route-flags.js';
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

/** What the hooks that come before the router's handler know of a route. */
export interface RouteFlags {
  public?: boolean;
  probe?: boolean;
}

/** A route that anybody may call without signing in. */
export function Public(): MethodDecorator {
  return open({ public: true });
}

/**
 * A public route for those who watch the process. Neither credentials nor the limit are looked at: both need the
 * database, and what says that the database is away must not.
 */
export function Probe(): MethodDecorator {
  return open({ public: true, probe: true });
}

function open(flags: RouteFlags): MethodDecorator {
  return applyDecorators(SetMetadata(PERMISSION_KEY, 'public'), Flags(flags), ApiExtension('x-public', true));
}
