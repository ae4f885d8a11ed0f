import './roles.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Role } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { RoleFields } from './role-fields.tsx';
import { type RoleValues, roleBody, roleChecks, roleLabels, roleValues } from './role-form.ts';

/** Makes a role: from nothing, or beginning with what another holds. */
export function NewRoleScreen() {
  const { like = '' } = useSearch({ strict: false }) as { like?: string };
  return like ? <Like id={like} /> : <NewRole initial={{ name: '', permissions: '' }} />;
}

function Like({ id }: { id: string }) {
  const { permissions: granted } = useMe();
  const query = useQuery(recordQuery<Role>('admin/roles', id));
  return (
    <RecordState query={query} what="role" back={{ label: 'All roles', to: '/admin/roles' }}>
      {({ permissions }) => (
        <NewRole
          initial={roleValues({
            name: '',
            permissions: permissions.filter((each) => granted.includes(each)),
          })}
        />
      )}
    </RecordState>
  );
}

function NewRole({ initial }: { initial: RoleValues }) {
  const navigate = useNavigate();
  const create = useCreate<Role>('admin/roles');
  const { form, problem, busy, props } = useApiForm({
    initialValues: initial,
    labels: roleLabels,
    validate: roleChecks,
    send: async (values) => {
      const made = await create(roleBody(values));
      leave();
      toast(`Role ${made.name} made`);
      await navigate({ to: '/admin/roles', replace: true });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page
      title="New role"
      crumbs={[{ label: 'Roles', to: '/admin/roles' }]}
      narrow
      lead="Nobody can give what they do not hold themselves."
    >
      <form {...props} className="record-form">
        <RoleFields form={form} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Make the role
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/admin/roles" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
