import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { finishDocument } from './finish.js';

export const API_VERSION = '1.0.0';

/** The OpenAPI 3.1 document of the running application: what its controllers declare, made complete and strict. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Underpin')
    .setDescription(
      'The register of the third-party AI that a regulated firm stands on: what fails with it, who pays, what is due, and what was known on a day.',
    )
    .setVersion(API_VERSION)
    .setLicense('Proprietary', 'https://www.example.com/licence')
    .addServer('/', 'This installation')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: 'An API key.' })
    .addCookieAuth('underpin-session', {
      type: 'apiKey',
      in: 'cookie',
      description:
        'The session of a person (__Host-underpin-session where the installation is reached by https); changes also need the header X-Underpin-Request: 1.',
    })
    .build();
  const raw = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) =>
      `${lowerFirst(controller.replace(/Controller$/, ''))}${method[0]?.toUpperCase() ?? ''}${method.slice(1)}`,
  });
  return finishDocument(raw);
}

function lowerFirst(text: string): string {
  return (text[0]?.toLowerCase() ?? '') + text.slice(1);
}
