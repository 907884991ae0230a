import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/**
 * Tells the router something about a route, beside what other decorators have told it: the framework's own decorator keeps
 * only what came last.
 */
export function Flags(flags: object): MethodDecorator {
  return (target, key, descriptor) => {
    const told = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as
      object | undefined;
    RouteConfig({ ...told, ...flags })(target, key, descriptor);
  };
}
