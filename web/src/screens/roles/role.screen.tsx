import './roles.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Role } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { RoleFields } from './role-fields.tsx';
import { linesIn, roleBody, roleChecks, roleLabels, roleValues } from './role-form.ts';

/** One role: what everybody who has it may do. */
export function RoleScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Role>('admin/roles', id));
  return (
    <RecordState query={query} what="role" back={{ label: 'All roles', to: '/admin/roles' }}>
      {(role) => <EditRole key={role.id} role={role} />}
    </RecordState>
  );
}

function EditRole({ role }: { role: Role }) {
  const navigate = useNavigate();
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'admin/roles',
    record: role,
    valuesOf: roleValues,
    bodyOf: roleBody,
    labels: roleLabels,
    words: { permissions: (text) => linesIn(text).join(', ') || 'none' },
    validate: roleChecks,
    saved: ({ name }) => {
      leave();
      toast(`${name} saved; it holds for everybody who has it`);
      void navigate({ to: '/admin/roles' });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page
      title={role.name}
      crumbs={[{ label: 'Roles', to: '/admin/roles' }]}
      narrow
      lead={role.builtIn ? 'Built in' : 'Your agency’s own'}
      actions={
        <Button
          size="sm"
          variant="default"
          renderRoot={(link) => <Link to="/admin/roles/new" search={{ like: role.id }} {...link} />}
        >
          New role like this
        </Button>
      }
    >
      <form {...props} className="record-form">
        <RoleFields form={form} had={role.permissions} builtIn={role.builtIn} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/admin/roles" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
      {conflict}
    </Page>
  );
}
