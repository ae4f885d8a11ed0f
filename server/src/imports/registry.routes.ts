import { RegistryOutcome, RegistryParameters, RegistryUpload } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { mount, operator } from '../http/route.ts';
import { importUploadedRegistry } from './registry.upload.ts';

/** The department registry, for the operator. */
export function registryRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      method: 'POST',
      path: '/operator/registry-import',
      summary:
        'Make accounts of the departments of a registry file (stations, .csv or .csv.gz), or say what that would do',
      tag: 'Operator',
      guard: operator,
      query: RegistryParameters,
      body: RegistryUpload,
      refuses: { unmet_requirement: 'the file cannot be read as a registry' },
      upload: { types: ['text/csv', 'application/gzip'] },
      answers: RegistryOutcome,
    },
    importUploadedRegistry,
  );
}
