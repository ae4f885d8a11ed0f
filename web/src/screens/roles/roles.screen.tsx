import './roles.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Role } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { permissionAreas, verbOf } from '../../ui/permission-areas.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { allRolesQuery } from './roles.query.ts';

/** What a role holds, subject by subject, in few words. */
function heldText({ permissions }: Role): string {
  const total = permissionAreas.reduce((sum, area) => sum + area.permissions.length, 0);
  if (permissions.length === 0) return 'Nothing yet';
  if (permissions.length === total) return 'Everything';
  return permissionAreas
    .map(({ name, permissions: all }) => {
      const given = all.filter((each) => permissions.includes(each));
      if (given.length === 0) return null;
      return given.length === all.length ? `${name}: all` : `${name}: ${given.map(verbOf).join(', ')}`;
    })
    .filter(Boolean)
    .join(' · ');
}

/** Admin, Roles: what users of this agency may do. */
export function RolesScreen() {
  const navigate = useNavigate();
  const query = useQuery(allRolesQuery);
  useShortcut('n', 'New role', () => void navigate({ to: '/admin/roles/new' }));
  return (
    <Page
      title="Roles"
      lead="A user may do what their roles hold together. A change reaches everybody who has the role at once."
      actions={
        <>
          <Button size="sm" variant="default" renderRoot={(props) => <Link to="/admin/users" {...props} />}>
            Users
          </Button>
          <Button
            size="sm"
            leftSection={<Icon name="plus" size={16} />}
            renderRoot={(props) => <Link to="/admin/roles/new" {...props} />}
          >
            New role
          </Button>
        </>
      }
    >
      {query.data && (
        <ul className="role-list">
          {query.data.map((role) => (
            <li key={role.id}>
              <Link to="/admin/roles/$id" params={{ id: role.id }} className="role-line">
                <span className="role-name">{role.name}</span>
                <span className="role-kind">{role.builtIn ? 'Built in' : 'Your own'}</span>
                <span className="role-holds">{heldText(role)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!query.data && query.error && (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      )}
      {query.isPending && <Waiting what="roles" />}
    </Page>
  );
}
