/** Renders the sharing rules for people: docs/rules, from the same tables that decide. */
import {
  type Action,
  builtInRoles,
  catalogue,
  type Kind,
  kinds,
  levelName,
  type ModuleEntry,
  moduleEntry,
  modulesOf,
  type Rule,
  sheets,
  table,
} from '../policy/src/index.ts';

const folder = 'docs/rules';
const made = 'Generated from `policy/src` by `npm run generate`; change the rules there, not here.';

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const spoken = (action: string) => kebab(action).replace('-', ' ');
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const rows = (head: readonly string[], body: readonly (readonly string[])[]) =>
  [row(...head), row(...head.map(() => '---')), ...body.map((cells) => row(...cells))].join('\n');
const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const text = (...parts: readonly string[]) => `${parts.join('\n\n')}\n`;

/** The ways of one action, or of several that have the same: a line a way. Fields that several open are said once. */
function waysTable(kind: Kind, action: Action, rule: Rule): string[] {
  const ways = Object.values(rule.ways);
  const lists = ways.flatMap(({ fields }) => (fields ? [codes(fields)] : []));
  const common = lists.length > 1 ? lists.find((list, at) => lists.indexOf(list) !== at) : undefined;
  const opens = (fields: readonly string[] | undefined) =>
    fields ? (codes(fields) === common ? 'the shared fields' : codes(fields)) : 'every field';
  const lines = table(kind, action).map(([name, ...cells], at) => [
    `\`${name}\``,
    cells.join('; '),
    opens(ways[at]?.fields),
  ]);
  if (lists.length === 0)
    return [
      rows(
        ['way in', 'all of this holds'],
        lines.map((cells) => cells.slice(0, 2)),
      ),
    ];
  return [
    rows(['way in', 'all of this holds', 'opens'], lines),
    ...(common ? [`The shared fields: ${common}.`] : []),
  ];
}

/** Actions that have the very same ways in, together. */
function grouped(kind: Kind): [actions: Action[], rule: Rule][] {
  const groups = new Map<string, [Action[], Rule]>();
  for (const [action, rule] of Object.entries(kind.actions)) {
    const key = JSON.stringify(rule.ways);
    const group = groups.get(key) ?? [[], rule];
    group[0].push(action as Action);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const kindPage = (kind: Kind): string =>
  text(
    `# ${sentence(kind.name)}`,
    made,
    '"We" is the agency whose user asks. One full line of a table is enough; nothing else opens the record. One that ' +
      'we may not view does not exist for us.',
    rows(
      ['party', 'who that is'],
      Object.entries<string>(kind.parties).map(([party, who]) => [
        party === kind.ownParty ? `\`${party}\` (its own agency)` : `\`${party}\``,
        who,
      ]),
    ),
    kind.notes.map((note) => `- ${note}`).join('\n'),
    '## What a user needs',
    rows(
      ['action', 'permissions, all of them'],
      Object.entries(kind.actions).map(([action, { needs }]) => [
        spoken(action),
        needs.join(', ') || 'what the way says',
      ]),
    ),
    ...grouped(kind).flatMap(([actions, rule]) => [
      `## ${sentence(actions.map(spoken).join(', '))}`,
      ...waysTable(kind, actions[0]!, rule),
    ]),
  );

const moduleRow = ({ name, levels, requires, toSet }: ModuleEntry) => [
  name,
  levels.map((level) => (level.letsChange ? `**${level.name}**` : level.name)).join(' · '),
  requires ? `${moduleEntry(requires.module).name} = ${levelName(requires.module, requires.level)}` : '',
  toSet ?? '',
];

const sheetSection = (sheet: keyof typeof sheets): string[] => [
  `### ${sheets[sheet].name}`,
  `Set with the permission \`${sheets[sheet].toSet}\`.`,
  rows(
    ['module', 'levels', 'above None only with', 'also needed to set it'],
    modulesOf(sheet).map(moduleRow),
  ),
];

const saveRule = catalogue.flatMap(({ name, requires }) =>
  requires
    ? [
        `${name} above None needs ${moduleEntry(requires.module).name} = ${levelName(requires.module, requires.level)}. ` +
          `A save that breaks this is refused whole, a bulk save included, and so is lowering ` +
          `${moduleEntry(requires.module).name} while ${name} stands above None.`,
      ]
    : [],
);

const overview = (): string =>
  text(
    '# The sharing rules, as they decide',
    made,
    'An agency (the grantor) sets for another (the partner) a level in each module. A grant is direct and goes one way; ' +
      "nothing is inferred through a third agency. Rights are the lesser of the grant and the user's own permissions.",
    '## Modules and levels',
    'Every level starts at None. A level includes those before it; in the Address Share Module, Fire Inspection and ' +
      "Permit are independent and the last gives both. **Bold** levels let the partner's users change something.",
    ...(Object.keys(sheets) as (keyof typeof sheets)[]).flatMap(sheetSection),
    '## The save rule',
    ...saveRule,
    '## Kinds of record',
    rows(
      ['kind', 'its own agency', 'actions'],
      kinds.map((kind) => [
        `[${sentence(kind.name)}](${kebab(kind.kind)}.md)`,
        (kind.parties as Record<string, string>)[kind.ownParty] ?? '',
        Object.keys(kind.actions).map(spoken).join(', '),
      ]),
    ),
    '## Roles that every agency starts with',
    rows(
      ['role', 'permissions'],
      Object.entries(builtInRoles).map(([role, held]) => [
        role,
        role === 'Administrator' ? 'all' : held.join(', '),
      ]),
    ),
  );

/** The pages of docs/rules, by their path in the repository. */
export function generateRules(): Record<string, string> {
  return Object.fromEntries([
    [`${folder}/README.md`, overview()],
    ...kinds.map((kind) => [`${folder}/${kebab(kind.kind)}.md`, kindPage(kind)]),
  ]);
}
