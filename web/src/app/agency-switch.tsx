import { Menu, UnstyledButton } from '@mantine/core';
import type { Me } from '../api/messages.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import { initials } from '../ui/initials.ts';

/** Which agency one acts for, where there are several to choose from. */
export function AgencySwitch({ me, choose }: { me: Me; choose: (agencyId: string) => void }) {
  const { agency, memberships } = me;
  if (memberships.length < 2 || !agency) return null;
  return (
    <Menu position="bottom-end" width={300} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className="tool" aria-label={`Acting for ${agency.name}; choose another agency`}>
          <AgencyMark color={agency.color} />
          <span className="tool-name">{agency.name}</span>
          <span className="tool-short" data-initials={initials(agency.name, 'next')} aria-hidden="true" />
          <Icon name="chevron" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Act for</Menu.Label>
        <Menu.RadioGroup value={agency.id} onChange={choose}>
          {memberships.map((membership) => (
            <Menu.RadioItem key={membership.agency.id} value={membership.agency.id} closeMenuOnClick>
              <span className="agency-choice">
                <AgencyMark color={membership.agency.color} />
                {membership.agency.name}, {membership.agency.state}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
