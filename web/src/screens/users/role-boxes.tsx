import { Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Role } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { allRolesQuery } from '../roles/roles.query.ts';
import { idsIn } from './user-form.ts';

/** Why one can't give a role, or null. */
const lackOf = ({ permissions }: Role, granted: readonly string[]): string | null => {
  const lacking = permissions.filter((each) => !granted.includes(each));
  if (lacking.length === 0) return null;
  const [first, second, ...rest] = lacking;
  const named = [first, second, rest.length > 0 ? `${rest.length} more` : null].filter(Boolean).join(', ');
  return `It holds what you do not, so you cannot give it: ${named}.`;
};

/** The roles of a user, to be chosen. What a role holds stands under its name. */
export function RoleBoxes({
  value,
  had = '',
  error,
  onChange,
}: {
  /** Ids, with commas between. */
  value: string;
  had?: string;
  error: ReactNode;
  onChange: (value: string) => void;
}) {
  const { permissions } = useMe();
  const query = useQuery(allRolesQuery);
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="roles" />;
  return (
    <Checkbox.Group
      aria-label="Roles"
      value={idsIn(value)}
      error={error}
      onChange={(ids) => onChange([...ids].sort().join(','))}
    >
      <div className="role-boxes">
        {query.data.map((role) => {
          const lack = lackOf(role, permissions);
          return (
            <Checkbox
              key={role.id}
              size="sm"
              value={role.id}
              label={role.name}
              description={lack ?? countText(role.permissions.length)}
              disabled={lack !== null && !idsIn(had).includes(role.id)}
            />
          );
        })}
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        What a role holds is set under{' '}
        <Link to="/admin/roles" className="text-link">
          Roles
        </Link>
        .
      </Text>
    </Checkbox.Group>
  );
}

const countText = (count: number) => (count === 1 ? '1 permission' : `${count} permissions`);
