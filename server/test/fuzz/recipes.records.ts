import { picture, upload } from '../upload.ts';
import type { TestAgency } from '../world.ts';
import { type Kit, must } from './kit.ts';
import type { Recipe } from './recipes.ts';

const v1 = '/api/v1';

/** As the administrator of an agency of the recipe's own. */
const as = ({ id, admin }: TestAgency) => ({
  by: { name: 'administrator', by: id, credentials: { authorization: `Bearer ${admin.key}` } },
});

const newHydrant = (kit: Kit) => ({
  number: kit.fresh(),
  location: { type: 'Point', coordinates: [-87.84, 42.36] },
  type: 'dryBarrel',
});
const reading = {
  testedOn: '2026-05-04',
  staticPsi: 80,
  residualPsi: 60,
  outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 40 }],
};

const hydrant =
  (body: object = {}): Recipe =>
  async (kit) => {
    const { own, administrator } = kit.season;
    const { id, version } = must(await own.admin.post('/hydrants', newHydrant(kit)));
    return { by: administrator, params: { id }, version, body };
  };

const flowTest: Recipe = async (kit) => {
  const { own, administrator } = kit.season;
  const { id } = must(await own.admin.post('/hydrants', newHydrant(kit)));
  const test = must(await own.admin.post(`/hydrants/${id}/tests`, reading));
  return { by: administrator, params: { id, testId: test.id } };
};

const publishedPlan = async (kit: Kit, owner: TestAgency) => {
  const { id: placeId } = await kit.world.place(owner);
  const sections = { water: { neededFlowGpm: 2500 } };
  return must(await owner.admin.post('/pre-plans', { placeId, sections, status: 'published' }));
};

const prePlan =
  (body: object = {}): Recipe =>
  async (kit) => {
    const owner = await kit.world.agency(`Planning FD ${kit.fresh()}`);
    const { id, version } = await publishedPlan(kit, owner);
    return { ...as(owner), params: { id }, version, body };
  };

/** A published plan with a draft beside it, which only somebody who does not publish leaves. */
const drafted: Recipe = async (kit) => {
  const owner = await kit.world.agency(`Planning FD ${kit.fresh()}`);
  const { id, version } = await publishedPlan(kit, owner);
  const officer = await kit.world.user(owner, ['Pre-Plans - Read', 'Pre-Plans - Edit', 'Addresses - Read']);
  const sections = { water: { neededFlowGpm: 1 } };
  const { version: next } = must(await officer.patch(`/pre-plans/${id}`, { sections }, { ifMatch: version }));
  return { ...as(owner), params: { id }, version: next };
};

const attached =
  (body?: object): Recipe =>
  async (kit) => {
    const owner = await kit.world.agency(`Planning FD ${kit.fresh()}`);
    const { id } = await publishedPlan(kit, owner);
    const made = must(await upload(owner.admin, `/pre-plans/${id}/attachments`, await picture()));
    return { ...as(owner), params: { id, attachmentId: made.id }, version: 1, ...(body && { body }) };
  };

const suggested: Recipe = async (kit) => {
  const [owner, partner] = [
    await kit.world.agency(`Planning FD ${kit.fresh()}`),
    await kit.world.agency(`Suggesting FD ${kit.fresh()}`),
  ];
  await kit.world.grant(owner, partner, { prePlans: 'edit', address: 'view' });
  must(await owner.admin.patch('/admin/agency', { partnerPrePlanEdits: 'suggest' }, { ifMatch: 1 }));
  const { id, version } = await publishedPlan(kit, owner);
  const sections = { water: { neededFlowGpm: 3000 } };
  const path = `/pre-plans/${id}`;
  const { suggestion } = must(await partner.admin.patch(path, { sections }, { ifMatch: version }));
  return { ...as(owner), params: { id, sid: suggestion.id }, body: {} };
};

const profile =
  (body: object = {}): Recipe =>
  async (kit) => {
    const { own, administrator } = kit.season;
    const { id: placeId } = await kit.world.place(own);
    const sensitive = { gateCode: '4711' };
    const { id, version } = must(await own.admin.post('/community-connect', { placeId, sensitive }));
    return { by: administrator, params: { id }, version, body };
  };

const tile: Recipe = async ({ season }) => ({
  by: season.administrator,
  params: { z: '10', x: '262', y: '376' },
  query: [],
});

/** A report about a hydrant of the same agency, which its own people resolve. */
const note =
  (body: object = {}): Recipe =>
  async (kit) => {
    const { own, administrator } = kit.season;
    const { id: hydrantId } = must(await own.admin.post('/hydrants', newHydrant(kit)));
    const text = { text: 'Cap is missing.' };
    const { id, version } = must(
      await own.admin.post('/notes', { record: { kind: 'hydrant', id: hydrantId }, ...text }),
    );
    return { by: administrator, params: { id }, version, body };
  };
const newNote: Recipe = async (kit) => {
  const { own, administrator } = kit.season;
  const { id } = must(await own.admin.post('/hydrants', newHydrant(kit)));
  return { by: administrator, body: { record: { kind: 'hydrant', id }, text: 'Cap is missing.' } };
};

/** Of hydrants, pre-plans and tiles, by the name of the operation. */
export const recordRecipes: Readonly<Record<string, Recipe>> = {
  [`POST ${v1}/hydrants`]: async (kit) => ({ by: kit.season.administrator, body: newHydrant(kit) }),
  [`GET ${v1}/hydrants/{id}`]: hydrant(),
  [`PATCH ${v1}/hydrants/{id}`]: hydrant({ findIt: 'Behind the school.' }),
  [`DELETE ${v1}/hydrants/{id}`]: hydrant(),
  [`GET ${v1}/hydrants/{id}/history`]: hydrant(),
  [`GET ${v1}/hydrants/{id}/versions`]: hydrant(),
  [`POST ${v1}/hydrants/{id}/restore`]: hydrant({ version: 1 }),
  [`GET ${v1}/hydrants/{id}/tests`]: hydrant(),
  [`POST ${v1}/hydrants/{id}/tests`]: hydrant(reading),
  [`GET ${v1}/hydrants/{id}/tests/{testId}`]: flowTest,
  [`POST ${v1}/admin/users`]: async (kit) => ({
    by: kit.season.administrator,
    body: { name: 'Sam Field', email: `${kit.fresh()}@example.org`, roles: [] },
  }),
  [`DELETE ${v1}/places/{id}`]: async (kit) => {
    const { own, administrator } = kit.season;
    const { id, version } = await kit.world.place(own);
    return { by: administrator, params: { id }, version };
  },
  [`PATCH ${v1}/pre-plans/{id}`]: prePlan({ notes: 'Ask Sam.' }),
  [`GET ${v1}/pre-plans/{id}`]: prePlan(),
  [`DELETE ${v1}/pre-plans/{id}`]: prePlan(),
  [`GET ${v1}/pre-plans/{id}/history`]: prePlan(),
  [`GET ${v1}/pre-plans/{id}/versions`]: prePlan(),
  [`POST ${v1}/pre-plans/{id}/restore`]: prePlan({ version: 1 }),
  [`DELETE ${v1}/pre-plans/{id}/draft`]: drafted,
  [`GET ${v1}/pre-plans/{id}/attachments`]: attached(),
  [`GET ${v1}/pre-plans/{id}/attachments/{attachmentId}`]: attached(),
  [`PATCH ${v1}/pre-plans/{id}/attachments/{attachmentId}`]: attached({ caption: 'FDC', side: 'B' }),
  [`DELETE ${v1}/pre-plans/{id}/attachments/{attachmentId}`]: attached(),
  [`GET ${v1}/pre-plans/{id}/suggestions`]: prePlan(),
  [`POST ${v1}/pre-plans/{id}/suggestions/{sid}/accept`]: suggested,
  [`POST ${v1}/pre-plans/{id}/suggestions/{sid}/refuse`]: suggested,
  [`POST ${v1}/community-connect`]: async (kit) => ({
    by: kit.season.administrator,
    body: { placeId: (await kit.world.place(kit.season.own)).id },
  }),
  [`GET ${v1}/community-connect/{id}`]: profile(),
  [`PATCH ${v1}/community-connect/{id}`]: profile({ name: 'Lindgren household' }),
  [`DELETE ${v1}/community-connect/{id}`]: profile(),
  [`GET ${v1}/community-connect/{id}/history`]: profile(),
  [`POST ${v1}/community-connect/{id}/reveal`]: profile({ reason: 'Smoke reported' }),
  [`GET ${v1}/tiles/places/{z}/{x}/{y}.mvt`]: tile,
  [`POST ${v1}/notes`]: newNote,
  [`GET ${v1}/notes/{id}`]: note(),
  [`PATCH ${v1}/notes/{id}`]: note({ status: 'resolved' }),
  [`GET ${v1}/notes/{id}/history`]: note(),
  [`GET ${v1}/tiles/hydrants/{z}/{x}/{y}.mvt`]: tile,
  [`GET ${v1}/tiles/prePlans/{z}/{x}/{y}.mvt`]: tile,
};
