import {
  CsvFile,
  Import,
  ImportChange,
  ImportFields,
  ImportPage,
  ImportParameters,
  ImportPresets,
  ImportSystems,
  ImportTrial,
  ImportTrialAnswer,
  importKinds,
  UploadFile,
  UploadParameters,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, type Call, patchOf, pathId } from '../http/call.ts';
import { createOnce } from '../http/idempotency.ts';
import { anyPermission, mount } from '../http/route.ts';
import type { Refusals } from '../http/spec.ts';
import { importFields } from './mapping/fields.ts';
import { systems } from './points/systems.ts';
import { presets } from './presets/presets.ts';
import {
  changeImport,
  createImport,
  downloadRejected,
  dropRepeated,
  type ListQuery,
  listImports,
  readImport,
  removeImport,
  resumeImport,
  startImport,
  stopImport,
  tryMapping,
} from './runs/imports.service.ts';
import { openingAny } from './runs/rights.ts';
import { receiveFiles } from './runs/upload.ts';

const tag = 'Imports';
const guard = anyPermission(...openingAny);

/** Files of an agency's own places, permits and inspections. */
export function importRoutes(app: FastifyInstance, house: House): void {
  uploadRoute(app, house);
  staticRoutes(app, house);
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/imports',
      summary: 'Imports of your agency, of the kinds you may bring in; newest first',
      tag,
      guard,
      query: ImportParameters,
      answers: ImportPage,
    },
    (call, query) => listImports(call, query as ListQuery),
  );
  const one = '/imports/:id';
  mount(
    app,
    house,
    {
      method: 'GET',
      path: one,
      summary: 'Read an import and how far it has come',
      tag,
      guard,
      answers: Import,
    },
    (call) => readImport(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      method: 'PATCH',
      path: one,
      summary: 'Set how the file is read',
      tag,
      guard,
      body: ImportChange,
      refuses: { conflict: 'it is running' },
      answers: Import,
    },
    (call) => changeImport(call, pathId(call), () => patchOf(call, ImportChange)),
  );
  mount(
    app,
    house,
    {
      method: 'DELETE',
      path: one,
      summary: 'Delete the file and its rejected rows; what came of it stays',
      refuses: { conflict: 'it is running' },
      tag,
      guard,
      answers: null,
      status: 204,
    },
    (call) => removeImport(call, pathId(call)),
  );
  const unmet = { unmet_requirement: 'the mapping does not make records' };
  const starting = { conflict: 'it is running', ...unmet };
  const verbs: [string, string, (call: Call, id: string) => Promise<unknown>, Refusals][] = [
    [
      'dry-run',
      'Find out what would happen; nothing is written',
      (call, id) => startImport(call, id, true),
      starting,
    ],
    [
      'run',
      'Start it at the first row; what is there already is found again',
      (call, id) => startImport(call, id, false),
      starting,
    ],
    ['stop', 'Stop it after the batch in hand', stopImport, { conflict: 'it is not running' }],
    ['resume', 'Go on where it stopped', resumeImport, { conflict: 'it has not stopped', ...unmet }],
  ];
  for (const [verb, summary, work, refuses] of verbs)
    mount(
      app,
      house,
      { method: 'POST', path: `${one}/${verb}`, summary, tag, guard, answers: Import, status: 202, refuses },
      (call) => work(call, pathId(call)),
    );
  mount(
    app,
    house,
    {
      method: 'POST',
      path: `${one}/try`,
      summary: 'Show what samples of the file become under a mapping; nothing is stored',
      tag,
      guard,
      body: ImportTrial,
      answers: ImportTrialAnswer,
    },
    (call) => tryMapping(call, pathId(call), () => bodyOf(call, ImportTrial)),
  );
  mount(
    app,
    house,
    {
      method: 'GET',
      path: `${one}/rejected.csv`,
      summary: 'The rows left out, each with its reason',
      tag,
      guard,
      answers: CsvFile,
    },
    (call) => downloadRejected(call, pathId(call)),
  );
}

function uploadRoute(app: FastifyInstance, house: House): void {
  receiveFiles(app, house, guard, (scope) => {
    mount(
      scope,
      house,
      {
        method: 'POST',
        path: '/imports',
        summary: 'Upload a CSV or GeoJSON file, plain or gzip; nothing is imported yet',
        tag,
        guard,
        query: UploadParameters,
        body: UploadFile,
        creates: true,
        answers: Import,
        status: 201,
      },
      async (call, { preset }) => {
        const { id, body } = await createOnce(call, {
          create: () => createImport(call, preset),
          read: (_call, made) => readImport(call, made),
        });
        call.afterCommit(() => dropRepeated(call, id));
        call.reply.header('location', `/api/v1/imports/${id}`);
        return body;
      },
    );
  });
}

function staticRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/imports/fields',
      summary: 'The fields that columns can fill',
      tag,
      guard,
      answers: ImportFields,
    },
    async () => ({
      items: importKinds.flatMap((kind) =>
        importFields[kind].map(({ name, label, type, required, values }) => ({
          kind,
          name,
          label,
          type,
          required,
          ...(values && { values }),
        })),
      ),
    }),
  );
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/imports/systems',
      summary: 'Projected coordinate systems that points may be in',
      tag,
      guard,
      answers: ImportSystems,
    },
    async () => ({ items: [...systems()] }),
  );
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/imports/presets',
      summary: 'Shipped mappings',
      tag,
      guard,
      answers: ImportPresets,
    },
    async () => ({ items: presets.map(({ id, name, kind, mapping }) => ({ id, name, kind, mapping })) }),
  );
}
