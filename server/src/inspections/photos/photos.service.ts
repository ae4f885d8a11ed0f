import { type Photo, photoTypes } from '@standpipe/contract';
import { decide } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { logChange, logViews } from '../../audit/audit.store.ts';
import { type Drawn, redraw } from '../../drawing/pictures.ts';
import { type Call, customerOf, ownAgency, pathId, requireVersion } from '../../http/call.ts';
import { notFound, Problem } from '../../http/problems.ts';
import { serveFile } from '../../http/serve-file.ts';
import type { Uploads } from '../../http/spec.ts';
import { subjectOf } from '../../kinds/entry.ts';
import { inspectionKind } from '../../kinds/inspection.kind.ts';
import { reach, reachForWrite, visible } from '../../records/verbs.ts';
import type { InspectionRow } from '../inspections.service.ts';
import {
  deletePhoto,
  findPhoto,
  holdInspection,
  insertPhoto,
  listPhotos,
  type PhotoRow,
  readBytes,
} from './photos.store.ts';
import { referredBy } from './referred.ts';

const mostPhotos = 200;

const present = (row: PhotoRow, referred: ReadonlySet<string>): Photo => ({
  id: row.id,
  version: 1,
  createdAt: row.created_at,
  width: row.width,
  height: row.height,
  violation: referred.has(row.id),
});

/** What a partner may not do is said of photos, not of the report. */
const photoDomain = {
  kind: 'inspection' as const,
  refusal: (row: InspectionRow, action: string) =>
    new Problem(
      'not_allowed',
      `${row.agency_name} shares its inspections with your agency strictly view-only: photos are previews, and only ${row.agency_name}, which made this one, can ${action === 'edit' ? 'add or delete them' : 'open them in full size'}.`,
      { missing: ['own'] },
    ),
};

/** Does this viewer's way open what the photos belong to? All of them are the own agency's; a partner's are those of violations. */
function seen(call: Call, row: InspectionRow): { readonly all: boolean } {
  const view = decide(inspectionKind.rules.actions.view, call.viewer, subjectOf(inspectionKind, row));
  if (!view || (view.fields !== null && !view.fields.has('violations'))) throw notFound();
  return { all: view.fields === null };
}

/** The photos of an inspection; of a partner's, those that its violations refer to. */
export async function readPhotos(call: Call, id: string) {
  const { row } = await visible<InspectionRow>(call, 'inspection', id);
  const { all } = seen(call, row);
  const referred = referredBy(row.violations);
  const photos = await listPhotos(call.db, row.id);
  return { items: photos.map((each) => present(each, referred)).filter((each) => all || each.violation) };
}

/** One photo's bytes. The full size is the own agency's; a partner's look at a preview is logged. */
export async function readPhoto(call: Call, { size = 'preview' }: { size?: 'preview' | 'full' }) {
  const { row, way } = await visible<InspectionRow>(call, 'inspection', pathId(call));
  const { all } = seen(call, row);
  const photoId = pathId(call, 'photoId').toLowerCase();
  if (!all && !referredBy(row.violations).has(photoId)) throw notFound();
  if (!(await findPhoto(call.db, row.id, photoId))) throw notFound();
  if (size === 'full') await reach(call, photoDomain, row.id, 'download');
  const bytes = await readBytes(call.db, photoId, size);
  if (!bytes) throw notFound();
  await logViews(call, 'inspectionPhoto', [{ agency: row.author_id, id: photoId }], { way });
  serveFile(call, 'image/jpeg', 'inline; filename="photo.jpg"');
  return bytes;
}

/** Photos made in a call, for its answer. */
export async function readMade(call: Call, photoId: string) {
  const { row } = await reach(call, photoDomain, pathId(call), 'edit');
  const photo = await findPhoto(call.db, row.id, photoId);
  if (!photo) throw notFound();
  return present(photo, referredBy(row.violations));
}

const tooMany = () =>
  new Problem('conflict', `An inspection has at most ${mostPhotos} photos; delete some first.`);

/** How a photo arrives: whether it may come is asked first, and it is drawn before the transaction that adds it. */
export const photoUpload: Uploads = {
  types: photoTypes,
  before: async (call) => {
    const { row } = await reach(call, photoDomain, pathId(call), 'edit');
    if ((await listPhotos(call.db, row.id)).length >= mostPhotos) throw tooMany();
    call.house.studio.requireRoom(customerOf(call));
  },
  prepare: (call, upload) => redraw(call.house.studio, customerOf(call), upload),
};

/** Adds a photo to an inspection of the own agency: drawn anew, in two sizes. */
export async function addPhoto(call: Call): Promise<string> {
  const { row, way } = await reachForWrite(call, photoDomain, pathId(call), 'edit');
  const drawn = call.request.prepared as Drawn;
  await holdInspection(call.db, row.id);
  if ((await listPhotos(call.db, row.id)).length >= mostPhotos) throw tooMany();
  const id = newId();
  const { width, height } = drawn;
  await insertPhoto(call.db, {
    id,
    inspection_id: row.id,
    agency_id: ownAgency(call).id,
    created_by: call.asker.person.id,
    width,
    height,
    preview: Buffer.from(drawn.preview),
    full_size: Buffer.from(drawn.full),
  });
  await logChange(call, {
    action: 'addPhoto',
    kind: 'inspection',
    id: row.id,
    after: { photo: id, width, height },
    way,
  });
  return id;
}

/** Deletes a photo that no violation refers to. */
export async function removePhoto(call: Call): Promise<void> {
  const { row: seenRow } = await reachForWrite(call, photoDomain, pathId(call), 'edit');
  await holdInspection(call.db, seenRow.id);
  const { row, way } = await reach(call, photoDomain, seenRow.id, 'edit');
  const photo = await findPhoto(call.db, row.id, pathId(call, 'photoId'));
  if (!photo) throw notFound();
  requireVersion(call, 1);
  if (referredBy(row.violations).has(photo.id))
    throw new Problem('conflict', 'A violation shows this photo: take it off the violation first.');
  await deletePhoto(call.db, photo.id);
  const { width, height } = photo;
  await logChange(call, {
    action: 'deletePhoto',
    kind: 'inspection',
    id: row.id,
    before: { photo: photo.id, width, height },
    way,
  });
}
