import { describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { readPdf } from '../../../test/pdf.ts';
import { openWorld } from '../../../test/world.ts';
import { fontsFor, runsOf } from '../../documents/fonts.ts';

const app = await startApp();
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const b = await world.agency('Baker FD');
const place = await world.place(a, {
  addressLine: '410 Sheridan Road',
  name: 'Harbor Mill',
  unit: '2A',
  city: 'Zion',
  state: 'IL',
  zip: '60099',
});
await world.sql.query("update agency set contact_phone = '847 555 0100' where id = $1", [a.id]);

const make = async (more: object = {}) => {
  const answer = await a.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const download = async (id: string) => {
  const answer = await a.admin.get(`/inspections/${id}/report.pdf`);
  expect(answer.status).toBe(200);
  return answer;
};

describe('the report of an own inspection', () => {
  test('is a PDF to keep, of a type that no browser guesses again', async () => {
    const { id, number } = await make();
    const { headers, bytes } = await download(id);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="inspection-${number}.pdf"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe('%PDF-');
  });

  test('says all that the inspection says, on one page', async () => {
    await world.sql.query('update person set name = $1 where id = $2', ['Ana Peña', a.admin.personId]);
    const first = await make({ number: 'FIRST-7', status: 'completed' });
    const { id } = await make({
      type: 'Occupancy',
      status: 'completed',
      scheduledFor: '2026-03-05T14:30:00Z',
      assignedTo: a.admin.membershipId,
      reinspectionOf: first.id,
      checklist: [
        { item: 'Exits are clear', result: 'pass', note: 'both “doors”' },
        { item: 'Extinguishers charged', result: 'fail' },
        { item: 'Hood cleaned', result: 'notApplicable' },
      ],
      violations: [
        {
          code: 'IFC 906.2',
          description: 'Extinguisher past due',
          severity: 'Minor',
          status: 'corrected',
          correctBy: '2026-04-01',
          correctedOn: '2026-03-20',
        },
      ],
    });
    const inspection = (await a.admin.get(`/inspections/${id}`)).body;
    const pages = await readPdf((await download(id)).bytes);
    expect(pages).toHaveLength(1);
    for (const text of [
      'Adams FD',
      `Inspection report ${inspection.number}`,
      'Type Occupancy Status Completed',
      'Place Harbor Mill Address 410 Sheridan Road, 2A, Zion, IL 60099',
      'Inspector Ana Peña Scheduled for Mar 5, 2026, 9:30 AM EST',
      'Re-inspection of FIRST-7 Questions? Call 847 555 0100',
      'Exits are clear Pass both “doors”',
      'Extinguishers charged Fail',
      'Hood cleaned Not applicable',
      'IFC 906.2 Extinguisher past due Minor Corrected Apr 1, 2026 Mar 20, 2026',
      'Inspector: signature and date',
      'Owner or occupant: signature and date',
      'Page 1 of 1',
    ])
      expect(pages[0]).toContain(text);
    expect(pages[0]).toMatch(/Generated \w{3} \d+, \d{4}, \d+:\d\d [AP]M E[SD]T/);
  });

  test('says first what was found, and what failed apart from what passed', async () => {
    const { id } = await make({
      checklist: [
        { item: 'Exits are clear', result: 'pass' },
        { item: 'Extinguishers charged', result: 'fail' },
      ],
      violations: [
        { description: 'Mended already', status: 'corrected' },
        { description: 'Blocked exit', status: 'open' },
      ],
    });
    const [page = ''] = await readPdf((await download(id)).bytes);
    const order = [
      ...['Violations', 'Blocked exit', 'Corrected violations', 'Mended already', 'Checklist: failed'],
      ...['Extinguishers charged', 'Checklist: all other items', 'Exits are clear'],
    ].map((text) => page.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  test('keeps internal notes and reasons in the house', async () => {
    const { id } = await make({ status: 'completed', notes: 'the owner is difficult' });
    await a.admin.patch(
      `/inspections/${id}`,
      { status: 'inProgress', reason: 'a complaint' },
      { ifMatch: 1 },
    );
    const text = (await readPdf((await download(id)).bytes)).join(' ');
    expect(text).not.toMatch(/difficult|complaint/);
  });

  test('holds nothing of the agency whose place it is about', async () => {
    const [hidden, guest] = [await world.agency('Zanzibar FD'), await world.agency('Guest FD')];
    await world.grant(hidden, guest, { addressShareModule: 'fireInspection' });
    const there = await world.place(hidden, {
      addressLine: '7 Far Lane',
      name: 'Zeta Works',
      notes: 'gate 4711',
    });
    await hidden.admin.post('/inspections', {
      placeId: there.id,
      type: 'Zulu',
      status: 'completed',
      number: 'Z-1',
    });
    const { body } = await guest.admin.post('/inspections', { placeId: there.id, type: 'Annual' });
    const { status, bytes } = await guest.admin.get(`/inspections/${body.id}/report.pdf`);
    expect(status).toBe(200);
    const text = (await readPdf(bytes)).join(' ');
    expect(text).toContain('7 Far Lane');
    expect(text).not.toMatch(/Zanzibar|Zeta|4711|Zulu|Z-1/);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('Zanzibar');
  });

  test('goes on over as many pages as it needs, headings and page numbers on each, signatures once', async () => {
    const items = Array.from({ length: 120 }, (_, at) => ({ item: `Point ${at}.`, result: 'pass' }));
    const { id } = await make({ checklist: items });
    const pages = await readPdf((await download(id)).bytes);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((text, at) => {
      expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    });
    for (const text of pages.filter((each) => each.includes('Point')))
      expect(text).toContain('Item Result Note');
    const whole = pages.join(' ');
    for (const { item } of items) expect(whole).toContain(`${item} Pass`);
    expect(whole.match(/Inspector: signature/g)).toHaveLength(1);
  });

  test('of the longest texts there may be is made whole', async () => {
    const violations = Array.from({ length: 100 }, () => ({ description: 'W'.repeat(1000), status: 'open' }));
    const checklist = Array.from({ length: 200 }, () => ({ item: 'W'.repeat(300), note: 'W'.repeat(1000) }));
    const { id } = await make({ violations, checklist });
    const pages = await readPdf((await download(id)).bytes);
    expect(pages.join('').match(/W/g)).toHaveLength(100 * 1000 + 200 * 1300);
  });

  test('in letters beyond Western Europe keeps them', async () => {
    const { id } = await make({ checklist: [{ item: 'Đường Nguyễn Văn Ánh', note: 'Łódź, Ψ, Пожар' }] });
    const [page] = await readPdf((await download(id)).bytes);
    for (const text of ['Đường Nguyễn Văn Ánh', 'Łódź, Ψ, Пожар', 'Adams FD']) expect(page).toContain(text);
  });

  test.each([
    ['Chinese', '消防安全检查'],
    ['Japanese', 'スプリンクラー設備'],
    ['Korean', '소방 점검'],
    ['Thai', 'ทางหนีไฟ'],
    ['Hindi', 'अग्नि'],
  ])('in %s has every letter, and no line over another', async (_name, text) => {
    const { id } = await make({ checklist: [{ item: `Exit ${text} ok`, note: '🚒 engine' }] });
    const { bytes } = await download(id);
    const [page = ''] = await readPdf(bytes);
    // Devanagari sets some vowels before the letter that they follow.
    const bare = (from: string) => [...from.replace(/\s/g, '')].sort().join('');
    expect(bare(/Exit(.*)ok/.exec(page)?.[1] ?? '')).toBe(bare(text));
    expect(page).not.toContain('\ufffd');
  });

  test('in Hebrew and Arabic has its words from right to left', () => {
    const fonts = fontsFor(['שלום']);
    const hebrew = runsOf('Exit שלום עולם ok', fonts, 'plain').map(({ text }) => text.trim());
    expect(hebrew.filter(Boolean)).toEqual(['Exit', 'עולם', 'שלום', 'ok']);
    expect(
      runsOf('مخرج الطوارئ', fonts, 'plain')
        .map(({ text }) => text.trim())
        .filter(Boolean),
    ).toEqual(['الطوارئ', 'مخرج']);
  });

  test.each([
    ['../../etc/passwd', 'inspection-etc-passwd.pdf'],
    ['x"; filename="evil.exe', 'inspection-x-filename-evil-exe.pdf'],
    ['a\r\nset-cookie: b', 'inspection-a-set-cookie-b.pdf'],
    ['№ 7', 'inspection-7.pdf'],
    ['検査', 'inspection.pdf'],
  ])('for number %j has a file name that does no harm', async (number, name) => {
    const { id } = await make({ number });
    expect((await download(id)).headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  });

  test('is logged at each download, with who took it', async () => {
    const { id } = await make();
    const reader = await world.user(a, ['Fire Inspections - Read']);
    expect((await reader.get(`/inspections/${id}/report.pdf`)).status).toBe(200);
    const { body } = await a.admin.get(`/inspections/${id}/history`);
    expect(body.items[0]).toMatchObject({
      action: 'download',
      user: { id: reader.personId },
      via: 'inOurPlace',
    });
  });

  test('is not there for an agency that may not see the inspection', async () => {
    const { id } = await make({ status: 'completed' });
    expect((await b.admin.get(`/inspections/${id}/report.pdf`)).status).toBe(404);
  });
});
