import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/config.js';
import { buildDocument } from './platform/openapi/document.js';
import { PACKAGE_ROOT } from './platform/package-root.js';

/** Writes openapi.json from the controllers; nothing is started and no database is asked. */
const app = await NestFactory.create(
  AppModule.with(readConfig({}), 'postgres://nowhere'),
  new FastifyAdapter(),
  {
    preview: true,
    logger: false,
  },
);
await writeFile(join(PACKAGE_ROOT, 'openapi.json'), `${JSON.stringify(buildDocument(app), null, 2)}\n`);
