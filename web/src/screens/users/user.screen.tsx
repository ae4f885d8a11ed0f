import './users.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { User } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { OnOff } from '../../ui/on-off.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { allRolesQuery } from '../roles/roles.query.ts';
import { UserAccess } from './user-access.tsx';
import { UserFields } from './user-fields.tsx';
import { idsIn, userBody, userChecks, userLabels, userValues } from './user-form.ts';

const crumbs = [{ label: 'Users', to: '/admin/users' }];

/** One user: who they are, their roles, and whether they may sign in. */
export function UserScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<User>('admin/users', id));
  return (
    <RecordState query={query} what="user" back={{ label: 'All users', to: '/admin/users' }}>
      {(user) => (
        <Page
          title={user.name}
          crumbs={crumbs}
          narrow
          lead={
            <span className="record-lead">
              <span className="breaks">{user.email}</span>
              <OnOff on={user.active} words={['Account on', 'Switched off']} />
            </span>
          }
        >
          <UserForm key={user.id} user={user} />
          <UserAccess user={user} />
        </Page>
      )}
    </RecordState>
  );
}

function UserForm({ user }: { user: User }) {
  const roles = useQuery(allRolesQuery);
  const names = (value: string) =>
    idsIn(value)
      .map((id) => roles.data?.find((role) => role.id === id)?.name ?? 'a role')
      .join(', ') || 'no role';
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'admin/users',
    record: user,
    valuesOf: userValues,
    bodyOf: userBody,
    labels: userLabels,
    words: { roles: names },
    validate: userChecks,
    saved: () => {
      leave();
      toast('User saved');
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <>
      <form {...props} className="record-form">
        <UserFields form={form} had={userValues(user).roles} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/admin/users" {...link} />}>
            Back
          </Button>
        </div>
      </form>
      {conflict}
    </>
  );
}
