import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { Authenticator } from '../auth/authenticator.js';
import { PermissionGuard } from '../auth/permission.guard.js';
import { RateLimit } from '../auth/rate-limit.js';
import type { Config } from '../config/config.js';
import { NestLog } from '../logging.js';
import { Metrics } from '../metrics/metrics.js';
import { buildDocument } from '../openapi/document.js';
import { DocumentHolder } from '../openapi/document-holder.js';
import { ApiAdapter } from './api-adapter.js';
import { holdBodyLimits } from './body-limit.js';
import { installHooks, requestIdOf } from './hooks.js';
import { acceptOnlyJson } from './json-parser.js';
import { acceptForms } from './multipart.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import type { ApiRequest } from './request.js';
import { KnownRoutes } from './routes.js';
import { securityHeaders } from './security-headers.js';
import { UndeclaredInputGuard } from './undeclared-input.guard.js';
import { createValidationPipe } from './validation.js';

/** A batch of a thousand components is about one and a half megabytes. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** Builds the HTTP application of a module, with everything that the contract says of every request. */
export async function createHttpApp(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const headers = securityHeaders(config.publicUrl);
  const adapter = new ApiAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    trustProxy: config.trustProxy,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 100 },
    requestTimeout: 600_000, // a document of 100 MiB over a slow line
    forceCloseConnections: 'idle',
    return503OnClosing: false, // a hook refuses in the words of the contract
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request as ApiRequest, reply.headers(headers.data)),
  });
  const routes = new KnownRoutes();
  const fastify = adapter.getInstance<FastifyInstance>();
  routes.watch(fastify);
  holdBodyLimits(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(),
    bodyParser: false,
    abortOnError: false, // a start that cannot succeed says why in its own words
  });
  app.get(Metrics).watch(fastify);
  app.get(DocumentHolder).provide(() => buildDocument(app));
  acceptOnlyJson(fastify);
  acceptForms(fastify);
  installHooks(fastify, {
    authenticator: app.get(Authenticator),
    rateLimit: app.get(RateLimit),
    routes,
    publicOrigin: config.publicUrl,
    headers,
  });
  SwaggerModule.setup('api/docs', app, () => app.get(DocumentHolder).document(), {
    raw: false,
    customSiteTitle: 'Underpin API',
  });
  app.useGlobalGuards(new PermissionGuard(), new UndeclaredInputGuard());
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  return app;
}
