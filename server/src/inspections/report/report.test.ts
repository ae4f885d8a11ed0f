import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { readPdf } from '../../../test/pdf.ts';
import { openWorld } from '../../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const place = await world.place(a);
test('look', async () => {
  const { body } = await a.admin.post('/inspections', {
    placeId: place.id,
    type: 'Annual',
    status: 'inProgress',
    scheduledFor: '2026-03-05',
    assignedTo: a.admin.membershipId,
    checklist: Array.from({ length: 30 }, (_, at) => ({
      item: `Point ${at}: extinguishers are charged, tagged and mounted where they can be seen`,
      result: 'pass',
      note: at % 3 ? undefined : 'Tag from last year; “new one” ordered – see photo',
    })),
    violations: [
      {
        code: 'IFC 906.2',
        description: 'Extinguisher past due',
        severity: 'minor',
        status: 'open',
        correctBy: '2026-04-01',
      },
    ],
  });
  console.log(JSON.stringify(body).slice(0, 1500));
  const pdf = await a.admin.get(`/inspections/${body.id}/report.pdf`);
  console.log(pdf.status, [...pdf.headers], pdf.body);
  writeFileSync('/tmp/report.pdf', pdf.bytes);
  console.log(await readPdf(pdf.bytes));
  expect(1).toBe(1);
});
