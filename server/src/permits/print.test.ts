import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { readPdf } from '../../test/pdf.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { remindOfExpiring } from '../live/expiring.ts';

const mailbox = await openMailbox();
const app = await startApp({
  SMTP_URL: mailbox.url,
  STANDPIPE_MAIL_FROM: 'Standpipe <permits@standpipe.example>',
});
const world = await openWorld(app);
const own = await world.agency('Boerne FD');
const partner = await world.agency('Comfort VFD');
await world.grant(own, partner, { permits: 'view' });
const place = await world.place(own, { addressLine: '410 Sheridan Road', city: 'Zion', state: 'IL' });

const create = async (more: object = {}, by: TestAgency = own, at = place) => {
  const answer = await by.admin.post('/permits', {
    placeId: at.id,
    type: 'Hot work',
    class: 'operational',
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const details = {
  status: 'issued',
  issuedOn: '2026-03-05',
  expiresOn: '2027-03-05',
  holder: 'Ridgeline Roofing',
  contactName: 'Sam Ortega',
  contactPhone: '(830) 555-0142',
  fee: 1125.5,
  edition: 'IFC 2024',
  section: '105.5',
  description: 'Torch-applied roofing over the north wing.',
  notes: 'call the owner first',
};

test('a printed permit says to whom, what, where and until when, and neither the contact nor internal notes', async () => {
  const { id, number } = await create(details);
  const { status, headers, bytes } = await own.admin.get(`/permits/${id}/permit.pdf`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-disposition')).toBe(`attachment; filename="permit-${number}.pdf"`);
  const [page = ''] = await readPdf(bytes);
  for (const text of [
    'Boerne FD',
    `Permit ${number}`,
    'Issued to Ridgeline Roofing Status Issued',
    'Type Hot work Class Operational',
    '410 Sheridan Road',
    'Issued on Mar 5, 2026 Expires on Mar 5, 2027',
    'Code IFC 2024, section 105.5 Fee $1,125.50',
    'Description Torch-applied roofing over the north wing.',
    'Fire official: signature and date',
  ])
    expect(page).toContain(text);
  expect(page).not.toMatch(/Ortega|0142|call the owner/);
  const history = await own.admin.get(`/permits/${id}/history`);
  expect(history.body.items[0].action).toBe('download');
});

test('a permit that is not issued is printed as an application', async () => {
  const { id, number } = await create();
  const [page] = await readPdf((await own.admin.get(`/permits/${id}/permit.pdf`)).bytes);
  expect(page).toContain(`Permit application ${number}`);
});

test('a partner cannot print or e-mail a shared permit', async () => {
  const { id } = await create(details);
  const shared = await partner.admin.get(`/permits/${id}`);
  expect(shared.body.access.can).toEqual(['view']);
  const sent = mailbox.received.length;
  for (const answer of [
    await partner.admin.get(`/permits/${id}/permit.pdf`),
    await partner.admin.post(`/permits/${id}/email`, { to: ['a@example.org'] }),
  ])
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'not_allowed', detail: expect.stringContaining('View Only') },
    });
  const stranger = await world.agency('Stranger FD');
  expect((await stranger.admin.get(`/permits/${id}/permit.pdf`)).status).toBe(404);
  expect(mailbox.received).toHaveLength(sent);
});

test('a permit sent by e-mail arrives as a PDF, and the change log names its addresses', async () => {
  const { id, number } = await create(details);
  const to = ['roofing@example.org'];
  const answer = await own.admin.post(`/permits/${id}/email`, { to, message: 'Post it at the door.' });
  expect(answer).toMatchObject({ status: 202, body: { to } });
  const { mail } = mailbox.received.at(-1)!;
  expect(mail.subject).toBe(`Permit ${number} at 410 Sheridan Road`);
  expect(mail.text).toContain('Post it at the door.');
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([`permit-${number}.pdf`]);
  const history = await own.admin.get(`/permits/${id}/history`);
  expect(history.body.items[0]).toMatchObject({ action: 'email', after: { to } });
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const remind = () => app.house.database.system.transaction().execute(remindOfExpiring);
const reminders = async (who: TestAgency) =>
  (await who.admin.get('/notices')).body.items
    .filter((each: { topic: string }) => each.topic === 'permitExpiring')
    .map((each: { text: string }) => each.text);

test('an agency is reminded of an issued permit within 30 days before it expires, once, and again after a renewal', async () => {
  const agency = await world.agency('Kendall FD');
  const at = await world.place(agency, { addressLine: '12 Oak Street' });
  const { id, number } = await create({ status: 'issued', expiresOn: inDays(20) }, agency, at);
  await create({ status: 'issued', expiresOn: inDays(45) }, agency, at);
  await create({ status: 'applied', expiresOn: inDays(5) }, agency, at);
  await create({ status: 'issued', expiresOn: inDays(-5) }, agency, at);
  await remind();
  await remind();
  const once = await reminders(agency);
  expect(once).toEqual([expect.stringContaining(`Permit ${number} (Hot work, 12 Oak Street) expires `)]);
  expect(await reminders(partner)).toEqual([]);
  await agency.admin.patch(`/permits/${id}`, { expiresOn: inDays(25) }, { ifMatch: 1 });
  await remind();
  expect(await reminders(agency)).toHaveLength(2);
});

test('no reminder names a permit that is hidden from its own agency, until it sees it again', async () => {
  const [author, owner] = [await world.agency('Author FD'), await world.agency('Owner FD')];
  await world.grant(owner, author, { addressShareModule: 'permit' });
  const there = await world.place(owner);
  await create({ status: 'issued', expiresOn: inDays(10) }, author, there);
  await world.grant(owner, author, { addressShareModule: 'none' });
  await remind();
  expect(await reminders(author)).toEqual([]);
  await world.grant(owner, author, { addressShareModule: 'permit' });
  await remind();
  expect(await reminders(author)).toHaveLength(1);
});
