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
    ? `${owner.name} shares this with your agency as View Only. Only its own users can change it.`
    : `You need the permission ${permission}. Contact an administrator of your agency.`;
  return (
    <Page title={title} crumbs={crumbs} narrow>
      <Text>
        {viewAs
          ? `You are viewing as ${viewAs.name}; nothing can be changed. Stop viewing as this partner to continue.`
          : why}
      </Text>
    </Page>
  );
}
