import { expect, test } from 'vitest';
import { generateRules } from '../../scripts/generate-rules.ts';
import {
  type Action,
  catalogue,
  conditionText,
  hydrant,
  inspection,
  kinds,
  permit,
  table,
} from '../src/index.ts';

const pages = generateRules();

test('every kind has its page, and the overview leads to each', () => {
  expect(Object.keys(pages)).toHaveLength(kinds.length + 1);
  const overview = pages['docs/rules/README.md']!;
  for (const path of Object.keys(pages))
    if (!path.endsWith('README.md')) expect(overview).toContain(`(${path.replace('docs/rules/', '')})`);
  for (const { name, levels } of catalogue)
    expect(overview.replaceAll('**', '')).toContain(
      `| ${name} | ${levels.map((level) => level.name).join(' · ')} |`,
    );
});

test.each(kinds.map((kind) => ({ kind })))(
  'the page of $kind.name says every way, condition, permission and field',
  ({ kind }) => {
    const path = `docs/rules/${kind.kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;
    const page = pages[path]!;
    for (const rule of Object.values(kind.actions)) {
      for (const permission of rule.needs) expect(page).toContain(permission);
      for (const [name, way] of Object.entries(rule.ways)) {
        expect(page).toContain(`\`${name}\``);
        for (const condition of way.conditions) expect(page).toContain(conditionText(kind, condition));
        for (const field of way.fields ?? []) expect(page).toContain(`\`${field}\``);
      }
    }
  },
);

test('a table has one line a way and one cell a condition, in plain words', () => {
  expect(table(permit, 'edit')).toEqual([
    ['inOurPlace', 'we are the agency that made it', 'we are the agency that owns the place'],
    [
      'whereInvited',
      'we are the agency that made it',
      'the agency that owns the place gives us Address Share Module = Permit or Fire Inspection/Permit',
    ],
  ]);
  expect(table(inspection, 'view')[2]).toEqual([
    'sharedAboutOurPlace',
    'the agency that made it gives us Inspections = View Only',
    'we are the agency that owns the place',
    'its status is In Progress or Completed',
    'it is not withheld',
  ]);
  expect(table(hydrant, 'email')).toEqual([]);
});

test('no condition of any rule is left without words', () => {
  for (const kind of kinds)
    for (const action of Object.keys(kind.actions) as Action[])
      for (const cell of table(kind, action).flat()) expect(cell).toMatch(/^[a-zA-Z]/);
});
