import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Facts } from '../../ui/facts.tsx';
import { useMe } from '../../ui/me.tsx';
import { AgencyName } from '../../ui/provenance.tsx';

/** Who one is here, and who can change it. */
export function Profile() {
  const { user, agency, memberships, operator, permissions } = useMe();
  const others = memberships.filter((each) => each.agency.id !== agency?.id);
  return (
    <>
      <Facts
        items={[
          ['Name', user.name],
          ['E-mail', user.email],
          agency && ['You act for', <AgencyName key="own" agency={agency} />],
          others.length > 0
            ? [
                'You may also act for',
                <span key="others" className="account-agencies">
                  {others.map((each) => (
                    <AgencyName key={each.agency.id} agency={each.agency} />
                  ))}
                </span>,
              ]
            : null,
          operator ? ['On this server', 'Operator'] : null,
        ]}
      />
      <Text size="sm" c="dimmed" className="account-note">
        {others.length > 0
          ? 'You sign in for more than one agency, so none of their administrators can change your name or e-mail.'
          : permissions.includes('Admin - Users')
            ? 'Your name and e-mail are changed where all users are: '
            : 'Your agency’s administrators can change your name and e-mail.'}
        {others.length === 0 && permissions.includes('Admin - Users') && (
          <Link to="/admin/users" search={{ q: user.email }} className="text-link">
            your entry in Users
          </Link>
        )}
      </Text>
    </>
  );
}
