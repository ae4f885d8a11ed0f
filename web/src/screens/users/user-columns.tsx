import type { User } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { OnOff } from '../../ui/on-off.tsx';
import { signInWords } from './sign-in-words.ts';

const rolesText = ({ roles }: User) => {
  const words = roles.map(({ name }) => name).join(', ');
  return words === '' ? (
    <span className="user-no-role">No role: sees nothing</span>
  ) : (
    <span className="clip user-roles" title={words}>
      {words}
    </span>
  );
};

export const userColumns: readonly Column<User>[] = [
  { id: 'name', header: 'Name', fixed: true, cell: ({ name }) => name },
  {
    id: 'email',
    header: 'E-mail',
    phone: 'line',
    cell: ({ email }) => <span className="breaks">{email}</span>,
  },
  { id: 'roles', header: 'Roles', phone: 'line', cell: rolesText },
  {
    id: 'active',
    header: 'Account',
    phone: 'end',
    cell: ({ active }) => <OnOff on={active} words={['On', 'Switched off']} />,
  },
  {
    id: 'signIn',
    header: 'Signs in with',
    phone: 'line',
    cell: ({ signIn }) => <span className={`user-sign-in ${signIn}`}>{signInWords[signIn]}</span>,
  },
  {
    id: 'lastSignInAt',
    header: 'Last sign-in',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? <DateTime at={lastSignInAt} ago /> : <span className="nothing">Not yet</span>,
  },
  { id: 'createdAt', header: 'Added', cell: ({ createdAt }) => <DateTime at={createdAt} /> },
  {
    id: 'updatedAt',
    header: 'Last change',
    hidden: true,
    cell: ({ updatedAt }) => <DateTime at={updatedAt} />,
  },
];
