import { Menu, UnstyledButton } from '@mantine/core';
import type { Me } from '../api/messages.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { Icon } from '../ui/icon.tsx';

/** Which agency one acts for, where there are several to choose from. */
export function AgencySwitch({ me, choose }: { me: Me; choose: (agencyId: string) => void }) {
  const { agency, memberships } = me;
  if (memberships.length < 2 || !agency) return null;
  return (
    <Menu position="bottom-end" width={300} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className="tool" aria-label={`Acting for ${agency.name}; choose another agency`}>
          <AgencyMark color={agency.color} />
          <span className="tool-name">{agency.name}</span>
          <Icon name="chevron" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Act for</Menu.Label>
        {memberships.map((membership) => (
          <Menu.Item
            key={membership.agency.id}
            role="menuitemradio"
            aria-checked={membership.agency.id === agency.id}
            leftSection={<AgencyMark color={membership.agency.color} />}
            rightSection={membership.agency.id === agency.id ? <Icon name="check" size={16} /> : null}
            onClick={() => membership.agency.id !== agency.id && choose(membership.agency.id)}
          >
            {membership.agency.name}, {membership.agency.state}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
