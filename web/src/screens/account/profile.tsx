import { Facts } from '../../ui/facts.tsx';
import { useMe } from '../../ui/me.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { AccountForm } from './account-form.tsx';

/** Who one is here, to be changed by oneself, and whom one acts for. */
export function Profile() {
  const { agency, memberships, operator } = useMe();
  const others = memberships.filter((each) => each.agency.id !== agency?.id);
  return (
    <>
      <AccountForm />
      <Facts
        items={[
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
    </>
  );
}
