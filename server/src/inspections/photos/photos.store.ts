import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import type { InspectionPhotoTable } from '../../db/tables/records.ts';

export interface PhotoRow {
  readonly id: string;
  readonly created_at: string;
  readonly width: number;
  readonly height: number;
}

const ofInspection = (db: Db, inspection: string) =>
  db
    .selectFrom('inspection_photo')
    .select(['id', 'created_at', 'width', 'height'])
    .where('inspection_id', '=', inspection);

/** The photos of an inspection in the order in which they came. */
export const listPhotos = (db: Db, inspection: string): Promise<PhotoRow[]> =>
  ofInspection(db, inspection).orderBy('id').execute();

export const findPhoto = (db: Db, inspection: string, id: string): Promise<PhotoRow | undefined> =>
  ofInspection(db, inspection).where('id', '=', id).executeTakeFirst();

/** A photo's bytes in one of its sizes. */
export async function readBytes(db: Db, id: string, size: 'preview' | 'full'): Promise<Buffer | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${sql.ref(size === 'full' ? 'full_size' : 'preview')} as bytes from inspection_photo where id = ${id}`.execute(
    db,
  );
  return rows[0]?.bytes;
}

/** The previews of some photos of an inspection, for its report. */
export const readPreviews = (db: Db, inspection: string, ids: readonly string[]) =>
  db
    .selectFrom('inspection_photo')
    .select(['id', 'preview', 'width', 'height'])
    .where('inspection_id', '=', inspection)
    .where('id', 'in', ids.length > 0 ? [...ids] : ['00000000-0000-0000-0000-000000000000'])
    .execute();

export const insertPhoto = (db: Db, photo: Insertable<InspectionPhotoTable>) =>
  db.insertInto('inspection_photo').values(photo).execute();

export const deletePhoto = (db: Db, id: string) =>
  db.deleteFrom('inspection_photo').where('id', '=', id).execute();

/** Keeps an inspection of the own agency as it is until this transaction ends: its photos and what refers to them. */
export async function holdInspection(db: Db, id: string): Promise<void> {
  await sql`select from inspection where id = ${id} for update`.execute(db);
}

/** Which of these are photos of the inspection. */
export async function existingPhotos(
  db: Db,
  inspection: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from inspection_photo
    where inspection_id = ${inspection} and id = any (${[...ids]}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}
