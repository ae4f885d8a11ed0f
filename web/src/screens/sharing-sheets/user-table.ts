import { type Level, type Levels, levelName, modulesOf } from '@standpipe/policy';
import type { UserSharing, UserSharingSave } from '../../api/messages.ts';
import type { Summary } from './drafts.ts';
import { type ReviewedRow, reviewedRow } from './review-panel.tsx';
import { type Draft, datesOf, levelIn, type SheetRow } from './rows.ts';

type Saved = UserSharingSave['items'][number]['levels'];

/**
 * The rows as they stand on the page: those just added, those that are stored, and those that another administrator
 * removed while something was chosen in them here.
 */
export function rowsOnPage(
  added: readonly SheetRow[],
  stored: UserSharing,
  changed: readonly Draft[],
): readonly SheetRow[] {
  const ids = new Set(stored.items.map(({ partner }) => partner.id));
  const fresh = added.filter(({ partner }) => !ids.has(partner.id));
  const listed = new Set([...ids, ...fresh.map(({ partner }) => partner.id)]);
  const gone = changed.map(({ base }) => base).filter(({ partner }) => !listed.has(partner.id));
  return [...fresh, ...stored.items, ...gone.map((row) => ({ ...row, isNew: true as const }))];
}

/** The whole table as it is to be saved. */
export function bodyOf(rows: readonly SheetRow[], summary: Summary): UserSharingSave {
  const drafts = new Map(summary.changed.map((draft) => [draft.base.partner.id, draft]));
  return {
    items: rows
      .filter(({ partner }) => !summary.removed.includes(partner.id))
      .map((row) => {
        const draft = drafts.get(row.partner.id) ?? null;
        const levels = { ...(row.isNew ? row.levels : {}), ...draft?.levels };
        return { partnerId: row.partner.id, levels: levels as Saved, ...datesOf(row, draft) };
      }),
  };
}

/** What saving the table would change, row by row. */
export function reviewOf(rows: readonly SheetRow[], summary: Summary, zone: string): ReviewedRow[] {
  const drafts = new Map(summary.changed.map((draft) => [draft.base.partner.id, draft]));
  return rows.flatMap((row): ReviewedRow[] => {
    const { id } = row.partner;
    const draft = drafts.get(id) ?? null;
    if (summary.removed.includes(id))
      return row.isNew
        ? []
        : [{ row, what: 'removed', changes: [], levels: null, dates: datesOf(row, null), opens: [] }];
    const reviewed = reviewedRow('user', row, draft, zone);
    return row.isNew || reviewed.changes.length > 0 ? [reviewed] : [];
  });
}

const givenIn = (levels: Levels) =>
  modulesOf('user')
    .map(({ module, name }) => `${name} ${levelName(module, levelIn(levels, module))}`)
    .join(', ');

/** What another administrator changed since the table was read, beside what was chosen here. */
export function differences(base: UserSharing, now: UserSharing, summary: Summary) {
  const [was, is] = [base, now].map(({ items }) => new Map(items.map((row) => [row.partner.id, row])));
  const drafts = new Map(summary.changed.map((draft) => [draft.base.partner.id, draft]));
  const ids = new Set([...was!.keys(), ...is!.keys(), ...drafts.keys()]);
  return [...ids].flatMap((id) => {
    const [before, after, draft] = [was!.get(id), is!.get(id), drafts.get(id)];
    const name = (after ?? before ?? draft?.base)?.partner.name ?? '';
    const mineOf = draft ? givenIn({ ...draft.base.levels, ...draft.levels }) : '';
    if (summary.removed.includes(id))
      return after && before && same(before.levels, after.levels)
        ? []
        : [{ label: name, mine: 'Removed', theirs: after ? givenIn(after.levels) : 'Removed' }];
    if (before && !after) return [{ label: name, mine: mineOf || 'Not changed', theirs: 'Removed' }];
    if (!before && after)
      return [{ label: name, mine: mineOf || 'Not added', theirs: `Added: ${givenIn(after.levels)}` }];
    return modulesOf('user').flatMap(({ module, name: column }) => {
      const [old, theirs, mine] = [before, after, draft].map(
        (each): Level | undefined => (each?.levels as Levels)?.[module],
      );
      if (!after || (old === theirs && (mine === undefined || mine === theirs))) return [];
      return [
        {
          label: `${name}: ${column}`,
          mine: mine ? levelName(module, mine) : 'Not changed',
          theirs: levelName(module, theirs ?? 'none'),
        },
      ];
    });
  });
}

const same = (one: Levels, other: Levels): boolean =>
  modulesOf('user').every(({ module }) => levelIn(one, module) === levelIn(other, module));
