import { demoAgency, demoPassword } from './agencies.ts';
import { signIn } from './caller.ts';
import { dayAfter } from './draw.ts';
import { darkened, userGrants } from './grants.ts';
import { paint, sceneNames } from './pictures.ts';
import { type DemoState, datesOf, special } from './state.ts';

/** What became of it all, once everything is written. The last step tells that the demo is whole. */
export async function finish(state: DemoState): Promise<void> {
  await movePlaces(state);
  await darken(state);
  await workOn(state);
  await takePhotos(state);
  await lookAround(state);
  await reportProblems(state);
  await keepViews(state);
  await account(state, 'ashby', { features: { clientDataSharing: false } });
  await account(state, 'oldQuarry', { active: false });
}

/** One place is withheld, one retired, and one offered to a neighbour who has not answered. */
async function movePlaces({ admins, places, ids }: DemoState): Promise<void> {
  const [ours, theirs] = [admins.get('cedarBluff')!, admins.get('harlanFalls')!];
  const at = places.get('cedarBluff')!;
  await ours.patch(`/places/${at[special.withheld]}`, { withheld: true }, 1);
  await ours.delete(`/places/${at[special.retired]}`, 1);
  const offered = places.get('harlanFalls')![special.offered];
  await theirs.post(`/places/${offered}/transfer`, { toAgencyId: ids.get('stonyFord') });
}

/** Address Share Module falls, and what was written under it goes dark for its author. */
async function darken({ admins, ids }: DemoState): Promise<void> {
  const items = userGrants
    .filter(({ from }) => from === darkened.from)
    .map((grant) => (grant.to === darkened.to ? darkened : grant))
    .map((grant) => ({ partnerId: ids.get(grant.to), levels: grant.levels, ...datesOf(grant) }));
  const admin = admins.get(darkened.from)!;
  const { version } = await admin.get('/admin/user-data-sharing');
  await admin.put('/admin/user-data-sharing', { items }, version);
}

const own = 'access=own&sort=number&limit=200';

/** A morning at Cedar Bluff: permits issued, inspections begun, one reopened, some to be done again. */
async function workOn({ app, base }: DemoState): Promise<void> {
  const [, , , inspector, technician] = demoAgency('cedarBluff').people;
  const clerk = await signIn(app, technician!.email, demoPassword);
  const { items: applied } = await clerk.get(`/permits?status=applied&${own}`);
  for (const { id, version } of applied.slice(0, 6))
    await clerk.patch(
      `/permits/${id}`,
      { status: 'issued', issuedOn: base, expiresOn: dayAfter(base, 90) },
      version,
    );
  const dana = await signIn(app, inspector!.email, demoPassword);
  const { items: scheduled } = await dana.get(`/inspections?status=scheduled&${own}`);
  for (const { id, version } of scheduled.slice(0, 4))
    await dana.patch(`/inspections/${id}`, { status: 'inProgress' }, version);
  const { items: completed } = await dana.get(`/inspections?status=completed&${own}`);
  const [first, ...others] = completed;
  const reason = 'The owner sent photos of the corrected exit.';
  await dana.patch(`/inspections/${first.id}`, { status: 'inProgress', reason }, first.version);
  const open = others.filter(
    (each: { violations: { status: string }[]; place: { id: string | null } }) =>
      each.place.id !== null && each.violations.some(({ status }) => status === 'open'),
  );
  for (const [at, { id, place }] of open.slice(0, 6).entries())
    await dana.post('/inspections', {
      placeId: place.id,
      type: 'Re-inspection',
      reinspectionOf: id,
      scheduledFor: dayAfter(base, 3 + at),
    });
}

/** Photos on the violations of a few inspections. */
async function takePhotos({ app }: DemoState): Promise<void> {
  const dana = await signIn(app, demoAgency('cedarBluff').people[3]!.email, demoPassword);
  const { items } = await dana.get(`/inspections?status=inProgress&${own}`);
  const found = items.filter((each: { violations: unknown[] }) => each.violations.length > 0);
  for (const [at, { id, version, violations }] of found.slice(0, 5).entries()) {
    const photo = await dana.post(
      `/inspections/${id}/photos`,
      await paint(sceneNames[at % sceneNames.length]!),
    );
    const [first, ...rest] = violations;
    await dana.patch(
      `/inspections/${id}`,
      { violations: [{ ...first, photos: [photo.id] }, ...rest] },
      version,
    );
  }
}

/** Partners look at what they are given, so that there is something to see of who looked. */
async function lookAround({ app }: DemoState): Promise<void> {
  for (const key of ['harlanFalls', 'millbrook', 'marshal', 'cedarBluff', 'stonyFord'] as const) {
    const looker = await signIn(app, demoAgency(key).people[0]!.email, demoPassword);
    for (const kind of ['permits', 'inspections', 'places']) {
      const { items } = await looker.get(`/${kind}?access=shared&sort=addressLine&limit=20`);
      for (const { id } of items.slice(0, 4)) await looker.get(`/${kind}/${id}`);
    }
  }
}

/** Harlan Falls reports problems with hydrants of Cedar Bluff, which has resolved one of them. */
async function reportProblems({ admins, ids }: DemoState): Promise<void> {
  const [ours, theirs] = [admins.get('cedarBluff')!, admins.get('harlanFalls')!];
  const { items } = await theirs.get(`/hydrants?agency=${ids.get('cedarBluff')}&sort=number&limit=3`);
  const texts = [
    'The cap on the steamer outlet is missing.',
    'Buried in the snow bank; the marker is gone.',
    'The stem turns hard. Needs two people.',
  ];
  for (const [at, text] of texts.entries()) {
    const record = { kind: 'hydrant', id: items[at].id };
    const { id, version } = await theirs.post('/notes', { record, text });
    if (at === 0) await ours.patch(`/notes/${id}`, { status: 'resolved' }, version);
  }
}

async function keepViews({ app }: DemoState): Promise<void> {
  const [, , , inspector, technician] = demoAgency('cedarBluff').people;
  const dana = await signIn(app, inspector!.email, demoPassword);
  const clerk = await signIn(app, technician!.email, demoPassword);
  await dana.post('/me/views', {
    list: 'inspections',
    name: 'Coming up',
    query: 'status=scheduled&sort=scheduledFor',
  });
  await dana.post('/me/views', { list: 'inspections', name: 'From partners', query: 'access=shared' });
  await clerk.post('/me/views', { list: 'permits', name: 'To decide', query: 'status=applied&access=own' });
}

async function account(
  { operator, ids }: DemoState,
  key: 'ashby' | 'oldQuarry',
  change: object,
): Promise<void> {
  const path = `/operator/agencies/${ids.get(key)}`;
  const { version } = await operator.get(path);
  await operator.patch(path, change, version);
}
