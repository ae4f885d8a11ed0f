import { describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { readPdf } from '../../../test/pdf.ts';
import { openWorld } from '../../../test/world.ts';

const mailbox = await openMailbox();
const app = await startApp({
  SMTP_URL: mailbox.url,
  STANDPIPE_MAIL_FROM: 'Standpipe <reports@standpipe.example>',
});
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const partner = await world.agency('Partner FD');
const stranger = await world.agency('Stranger FD');
await world.grant(a, partner, { inspections: 'view' });
const place = await world.place(a, { addressLine: '410 Sheridan Road' });

const make = async (more: object = {}) => {
  const answer = await a.admin.post('/inspections', {
    placeId: place.id,
    type: 'Annual',
    status: 'completed',
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const actions = async (id: string) =>
  (await a.admin.get(`/inspections/${id}/history`)).body.items.map((each: { action: string }) => each.action);

describe('a report sent by e-mail', () => {
  test('arrives with the PDF, the message and who sent it, and is logged with its addresses', async () => {
    const { id, number } = await make({ notes: 'internal' });
    const to = ['owner@example.org', 'marshal@example.org'];
    const answer = await a.admin.post(`/inspections/${id}/email`, {
      to,
      message: 'Please correct by Friday – Ana',
    });
    expect(answer).toMatchObject({ status: 202, body: { to } });
    const { to: envelope, mail } = mailbox.received.at(-1)!;
    expect(envelope).toEqual(to);
    expect(mail.from?.address).toBe('reports@standpipe.example');
    expect(mail.subject).toBe(`Report of inspection ${number} at 410 Sheridan Road`);
    expect(mail.text).toContain('User of Adams FD of Adams FD');
    expect(mail.text).toContain('Please correct by Friday – Ana');
    expect(mail.text).not.toContain('internal');
    expect(mail.attachments).toMatchObject([
      { filename: `inspection-${number}.pdf`, mimeType: 'application/pdf' },
    ]);
    const pages = await readPdf(new Uint8Array(mail.attachments[0]!.content as ArrayBuffer));
    expect(pages[0]).toContain(`Inspection report ${number}`);
    const { body } = await a.admin.get(`/inspections/${id}/history`);
    expect(body.items[0]).toMatchObject({
      action: 'email',
      user: { id: a.admin.personId },
      after: { to, message: 'Please correct by Friday – Ana' },
      via: 'inOurPlace',
    });
  });

  test('cannot smuggle a header in by the inspection’s number', async () => {
    const { id } = await make({ number: 'A\r\nBcc: thief@example.org' });
    await a.admin.post(`/inspections/${id}/email`, { to: ['owner@example.org'] });
    const { to, mail } = mailbox.received.at(-1)!;
    expect(to).toEqual(['owner@example.org']);
    expect(mail.bcc ?? []).toEqual([]);
    expect(mail.headers.map((each) => each.key)).not.toContain('bcc');
  });

  test.each([
    ['no address', {}],
    ['an empty list', { to: [] }],
    ['one address that is no list', { to: 'owner@example.org' }],
    ['something that is no address', { to: ['owner'] }],
    ['two addresses in one', { to: ['a@example.org, b@example.org'] }],
    ['an address with a line break', { to: ['a@example.org\r\nBcc: b@example.org'] }],
    ['the same address twice', { to: ['a@example.org', 'a@example.org'] }],
    ['21 addresses', { to: Array.from({ length: 21 }, (_, at) => `a${at}@example.org`) }],
    ['a message that is too long', { to: ['a@example.org'], message: 'x'.repeat(2001) }],
    ['an unknown field', { to: ['a@example.org'], cc: ['b@example.org'] }],
  ])('is refused with 400 for %s; nothing is sent or logged', async (_what, body) => {
    const { id } = await make();
    const before = mailbox.received.length;
    const answer = await a.admin.post(`/inspections/${id}/email`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(mailbox.received).toHaveLength(before);
    expect(await actions(id)).toEqual(['create']);
  });

  test('is refused to partner and stranger, and nothing leaves', async () => {
    const { id } = await make();
    const before = mailbox.received.length;
    const refused = await partner.admin.post(`/inspections/${id}/email`, { to: ['x@example.org'] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(refused.body.detail).toContain('strictly view-only');
    expect((await stranger.admin.post(`/inspections/${id}/email`, { to: ['x@example.org'] })).status).toBe(
      404,
    );
    expect(mailbox.received).toHaveLength(before);
  });

  test('that the mail server does not take is 503, and the log tells so', async () => {
    const { id } = await make();
    const answer = await a.admin.post(`/inspections/${id}/email`, { to: ['nobody@refused.example'] });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await actions(id)).toEqual(['emailFailed', 'email', 'create']);
  });
});

describe('without a mail server', async () => {
  const silent = await startApp();
  const quiet = await openWorld(silent);
  const [own, other, third] = [
    await quiet.agency('Own FD'),
    await quiet.agency('Other FD'),
    await quiet.agency('Third FD'),
  ];
  await quiet.grant(own, other, { inspections: 'view' });
  const home = await quiet.place(own);
  const { body } = await own.admin.post('/inspections', {
    placeId: home.id,
    type: 'Annual',
    status: 'completed',
  });
  const path = `/inspections/${body.id}/email`;
  const mail = { to: ['owner@example.org'] };

  test('it is 503 only after permission, record and body were found right', async () => {
    const clerk = await quiet.user(own, ['Fire Inspections - Edit']);
    expect((await clerk.post(path, mail)).status).toBe(403);
    expect((await third.admin.post(path, mail)).status).toBe(404);
    expect((await other.admin.post(path, mail)).status).toBe(403);
    expect((await own.admin.post(path, { to: [] })).status).toBe(400);
    expect(await own.admin.post(path, mail)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    const history = await own.admin.get(`/inspections/${body.id}/history`);
    expect(history.body.items.map((each: { action: string }) => each.action)).toEqual(['create']);
  });
});
