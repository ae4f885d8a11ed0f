/** Notes to the owner of a record. Sources: rules.md, *A word to the owner*; api.md, *Settled details: Notes*. */
import { type Static, Type } from 'typebox';
import {
  AgencyRef,
  Id,
  Nullable,
  oneOf,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
} from './common.ts';

export const noteStatuses = ['open', 'resolved'] as const;
/** The kinds of record that a note may be about. */
export const notedKinds = ['place', 'prePlan', 'hydrant'] as const;

const about = { kind: oneOf(notedKinds), id: Id };
const said = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' });

/** A note as its reader may see it. `agency` wrote it. */
export const Note = strict({
  ...recordHead,
  record: strict({ ...about, label: Type.String({ description: 'What the writer saw as its name.' }) }),
  owner: AgencyRef,
  text: Type.String(),
  status: oneOf(noteStatuses),
  resolvedAt: Nullable(Time),
});
export type Note = Static<typeof Note>;
export const NotePage = page(Note);

export const NewNote = strict({ record: strict(about), text: said });
export type NewNote = Static<typeof NewNote>;

export const NoteChange = Type.Partial(strict({ status: oneOf(noteStatuses) }), {
  additionalProperties: false,
});
export type NoteChange = Static<typeof NoteChange>;

const { bbox: _, ...listed } = recordParameters(['createdAt', 'updatedAt']);
export const NoteParameters = strict({
  ...listed,
  record: Type.Optional(Id),
  owner: Type.Optional(Type.String({ ...Id, description: 'The agency whose record it is about.' })),
  kind: Type.Optional(oneOf(notedKinds)),
  status: Type.Optional(oneOf(noteStatuses)),
});
