/** What the operator's console shows of the server itself, and the import of the department registry. */
import { type Static, Type } from 'typebox';
import { Nullable, strict, Time } from './common.ts';

export const ServerHealth = strict({
  database: strict({
    version: Type.String(),
    bytes: Type.Integer(),
    connections: Type.Integer(),
    embedded: Type.Boolean(),
  }),
  migrations: strict({ applied: Type.Integer(), last: Nullable(Type.String()), lastAt: Nullable(Time) }),
  node: strict({
    startedAt: Time,
    uptimeSeconds: Type.Integer(),
    version: Type.String(),
    memoryBytes: Type.Integer(),
    liveSockets: Type.Integer(),
  }),
  mail: strict({ configured: Type.Boolean(), from: Type.String() }),
  queues: strict({
    notices: Type.Integer({
      description: 'Changes whose notices are not sent yet. Counting stops at 10,000.',
    }),
  }),
  counts: strict({ agencies: Type.Integer(), activeAgencies: Type.Integer(), people: Type.Integer() }),
});
export type ServerHealth = Static<typeof ServerHealth>;

export const RegistryParameters = strict({
  state: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  county: Type.Optional(Type.String({ pattern: '^\\d{5}$', description: 'FIPS, five digits.' })),
  dryRun: Type.Optional(Type.Boolean({ description: 'Says what would happen and writes nothing.' })),
});

/** The stations file (.csv or .csv.gz), as the body itself or as the part `file` of a form. */
export const RegistryUpload = Type.Unsafe<Uint8Array>({
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      },
    },
    'text/csv': { schema: { type: 'string' } },
    'application/gzip': { schema: { type: 'string', format: 'binary' } },
  },
});

const count = Type.Integer();
export const RegistryOutcome = strict({
  dryRun: Type.Boolean(),
  created: count,
  changed: count,
  unchanged: count,
  rejected: count,
  rejectedRows: Type.Array(
    strict({
      line: Type.Integer(),
      reason: Type.String(),
      row: Nullable(Type.Record(Type.String(), Type.String())),
    }),
    { maxItems: 1000, description: 'The first 1,000.' },
  ),
  notes: Type.Array(strict({ line: Type.Integer(), note: Type.String() }), {
    maxItems: 1000,
    description: 'What a person should look at, though nothing was rejected for it. The first 1,000.',
  }),
});
export type RegistryOutcome = Static<typeof RegistryOutcome>;
