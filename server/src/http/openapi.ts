import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Problem } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import { problemSchema } from './documented.ts';
import { problemCodes } from './problems.ts';

/** Collects every mounted route into one OpenAPI 3.1 document, served at /api/openapi.json, and as a page at /api/docs. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.addSchema(Problem);
  for (const code of problemCodes) app.addSchema(problemSchema(code));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Standpipe',
        version: '1.0.0',
        description:
          'Fire and EMS agencies share permits, inspections and places with the neighbors they choose.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'standpipe.session_token' },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { key: [] }],
    },
    refResolver: { buildLocalReference: (json) => String(json.$id) },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'none', filter: true, tryItOutEnabled: true },
    theme: { title: 'Standpipe API' },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())),
  );
}
