import { Button, Menu } from '@mantine/core';
import type { SavedView } from '@standpipe/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Column, useColumnChoice } from './columns.ts';
import { Icon } from './icon.tsx';
import { ManageViews, NameView } from './saved-views.dialogs.tsx';
import { queryText, useViewDeeds, type ViewedList, viewParts, viewsQuery } from './saved-views.query.ts';
import { toast, toastProblem } from './toast.tsx';
import { useFilters } from './use-filters.ts';

/** Keeps what a list is filtered and sorted by, and its columns, under a name for oneself, and brings it back. */
export function SavedViews<Row>({ list, columns }: { list: ViewedList; columns: readonly Column<Row>[] }) {
  const navigate = useNavigate();
  const [values] = useFilters();
  const views = useQuery(viewsQuery(list)).data ?? [];
  const deeds = useViewDeeds();
  const [open, setOpen] = useState<'name' | 'manage' | null>(null);
  const [choice, choose] = useColumnChoice(list, columns);
  const namesOf = (shown: (column: Column<Row>) => boolean | undefined) =>
    columns.flatMap((column) => (shown(column) ? [column.id] : [])).join(',');
  const filters = queryText(values);
  const shown = namesOf(({ id }) => choice[id]);
  const isFirst = filters === '' && shown === namesOf(({ hidden }) => !hidden);
  const query = queryText({ ...values, columns: shown });
  const current = views.find((view) => {
    const parts = viewParts(view.query);
    return parts.filters === filters && (parts.columns === null || parts.columns === shown);
  });

  const show = (view: SavedView) => {
    const parts = viewParts(view.query);
    const names = parts.columns?.split(',');
    if (names)
      choose(Object.fromEntries(columns.map(({ id, fixed }) => [id, fixed === true || names.includes(id)])));
    void navigate({ to: '.', search: Object.fromEntries(new URLSearchParams(parts.filters)) as never });
  };
  const save = async (name: string) => {
    const before = views.find((view) => view.name.toLowerCase() === name.toLowerCase());
    if (before) await deeds.change(before, { query });
    else await deeds.create({ list, name, query });
    setOpen(null);
    toast(`Saved as “${name}”`);
  };
  const remove = async (view: SavedView) => {
    try {
      await deeds.remove(view);
      toast(`“${view.name}” deleted`, {
        undo: async () => void (await deeds.create({ list, name: view.name, query: view.query })),
      });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} width={260}>
        <Menu.Target>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            className="views-button"
            rightSection={<Icon name="chevron" size={14} />}
          >
            {current ? current.name : 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              aria-current={view === current || undefined}
              rightSection={view === current ? <Icon name="check" size={16} /> : null}
              onClick={() => show(view)}
            >
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          {!isFirst && !current && <Menu.Item onClick={() => setOpen('name')}>Save this view…</Menu.Item>}
          {views.length > 0 && <Menu.Item onClick={() => setOpen('manage')}>Rename or delete…</Menu.Item>}
          {views.length === 0 && isFirst && (
            <Menu.Label>Filter or sort the list or choose columns, then save it as a view.</Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameView opened={open === 'name'} taken={views} save={save} close={() => setOpen(null)} />
      <ManageViews
        opened={open === 'manage'}
        views={views}
        rename={(view, name) => deeds.change(view, { name })}
        remove={remove}
        close={() => setOpen(null)}
      />
    </>
  );
}
