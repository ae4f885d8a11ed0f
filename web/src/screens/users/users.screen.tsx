import './users.css';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { User } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { userColumns } from './user-columns.tsx';

const filters: readonly Filter[] = [
  {
    name: 'active',
    label: 'Account',
    options: [
      { value: 'true', label: 'On' },
      { value: 'false', label: 'Switched off' },
    ],
  },
];

/** Admin, Users: who may sign in for this agency, and in which roles. */
export function UsersScreen() {
  const navigate = useNavigate();
  const [{ q, active }] = useFilters();
  const list = useList<User>('admin/users', { q, active });
  useShortcut('n', 'Add a user', () => void navigate({ to: '/admin/users/new' }));
  return (
    <Page
      title="Users"
      lead="Who signs in for your agency. What they may do comes from their roles."
      actions={
        <>
          <Button size="sm" variant="default" renderRoot={(props) => <Link to="/admin/roles" {...props} />}>
            Roles
          </Button>
          <Button
            size="sm"
            variant="default"
            renderRoot={(props) => <Link to="/admin/api-keys" {...props} />}
          >
            API keys
          </Button>
          <Button
            size="sm"
            leftSection={<Icon name="plus" size={16} />}
            renderRoot={(props) => <Link to="/admin/users/new" {...props} />}
          >
            Add a user
          </Button>
        </>
      }
    >
      <FilterBar filters={filters} search="Name or e-mail" />
      <RecordTable
        id="users"
        label="Users"
        columns={userColumns}
        list={list}
        rowLink={({ id }) => `/admin/users/${id}`}
        empty={
          <Empty
            icon={q || active ? 'search' : 'users'}
            title={q || active ? 'No user matches' : 'No users yet'}
          >
            {q || active
              ? 'Remove a filter, or search for something else.'
              : 'Add those who work with your agency’s records; each gets an invitation.'}
          </Empty>
        }
      />
    </Page>
  );
}
