import { NewNote, Note, NoteChange, NotePage, NoteParameters } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { noteListing } from './notes.list.ts';
import { noteDomain } from './notes.service.ts';

/** Notes to the owner of a place, pre-plan or hydrant. */
export function noteRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: noteDomain,
    listing: noteListing,
    tag: 'Notes',
    schemas: { one: Note, page: NotePage, parameters: NoteParameters, new: NewNote, change: NoteChange },
    words: {
      create: 'Report a problem with a place, pre-plan or hydrant to the agency whose it is',
      createRefused: 'the record is none that the asker may see',
    },
    madeAbout: ['place', 'prePlan', 'hydrant'],
  });
}
