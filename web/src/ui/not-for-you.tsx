import { Text } from '@mantine/core';
import type { AgencyRef } from '../api/messages.ts';
import { useViewAs } from '../api/view-as.ts';
import { type Crumb, Page } from './page.tsx';

/** In place of a form that one may not use: why, and whom to ask. */
export function NotForYou({
  title,
  crumbs,
  permission,
  owner,
}: {
  title: string;
  crumbs: readonly Crumb[];
  permission: string;
  /** The partner whose record it is: then no permission of one's own would open it. */
  owner?: AgencyRef | undefined;
}) {
  const viewAs = useViewAs();
  const why = owner
    ? `${owner.name} shares this with your agency, View Only: its own users change it, and nobody else.`
    : `This needs the permission ${permission}, which none of your roles holds. Your agency's administrators give it.`;
  return (
    <Page title={title} crumbs={crumbs} narrow>
      <Text>
        {viewAs
          ? `You are viewing as ${viewAs.name}; nothing is written meanwhile. Stop viewing as them to go on.`
          : why}
      </Text>
    </Page>
  );
}
