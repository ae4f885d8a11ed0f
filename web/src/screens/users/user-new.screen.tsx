import './users.css';
import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { User } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { UserFields } from './user-fields.tsx';
import { emptyUser, userBody, userChecks, userLabels } from './user-form.ts';

const crumbs = [{ label: 'Users', to: '/admin/users' }];

/** Adds a user; whoever has no password yet gets a link, which is shown here and nowhere else. */
export function NewUserScreen() {
  const [made, setMade] = useState<User | null>(null);
  const [count, setCount] = useState(0);
  if (!made) return <NewUser key={count} added={setMade} />;
  const another = () => {
    setCount(count + 1);
    setMade(null);
  };
  return (
    <Page title={`${made.name} is added`} crumbs={crumbs} narrow>
      {made.invitation ? (
        <InvitationLink invitation={made.invitation} name={made.name} />
      ) : (
        <Text>
          {made.name} has a password already, for another agency on this server, and can sign in for yours at
          once.
        </Text>
      )}
      <div className="user-next">
        <Button size="sm" variant="default" onClick={another}>
          Add another user
        </Button>
        <Button size="sm" variant="default" renderRoot={(props) => <Link to="/admin/users" {...props} />}>
          All users
        </Button>
      </div>
    </Page>
  );
}

function NewUser({ added }: { added: (user: User) => void }) {
  const create = useCreate<User>('admin/users');
  const { form, problem, busy, props } = useApiForm({
    initialValues: emptyUser,
    labels: userLabels,
    validate: userChecks,
    send: async (values) => {
      const made = await create(userBody(values));
      leave();
      added(made);
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page
      title="Add a user"
      crumbs={crumbs}
      narrow
      lead="You get a link to hand on; with it they choose a password of their own."
    >
      <form {...props} className="record-form">
        <UserFields form={form} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Add the user
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/admin/users" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
