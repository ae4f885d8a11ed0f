import { Text } from '@mantine/core';
import { useViewAs } from '../api/view-as.ts';
import { type Crumb, Page } from './page.tsx';

/** In place of a form that one may not use: whom to ask. */
export function NotForYou({
  title,
  crumbs,
  permission,
}: {
  title: string;
  crumbs: readonly Crumb[];
  permission: string;
}) {
  const viewAs = useViewAs();
  return (
    <Page title={title} crumbs={crumbs} narrow>
      <Text>
        {viewAs
          ? `You are viewing as ${viewAs.name}; nothing is written meanwhile. Stop viewing as them to go on.`
          : `This needs the permission ${permission}, which none of your roles holds. Your agency's administrators give it.`}
      </Text>
    </Page>
  );
}
