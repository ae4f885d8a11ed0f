import { Button, Text } from '@mantine/core';
import { stopViewAs, useViewAs } from '../api/view-as.ts';
import { Page } from '../ui/page.tsx';

/** In place of a screen about one's own agency, while one reads as a partner: partners' users have no such screen. */
export function NotAsPartner() {
  const partner = useViewAs();
  return (
    <Page title="Only your agency has this page" narrow>
      <Text mb="md">
        A user of {partner?.name} cannot open this page; it is for your agency only. Stop viewing as this
        partner to open it.
      </Text>
      <Button size="sm" onClick={stopViewAs}>
        Stop viewing as {partner?.name}
      </Button>
    </Page>
  );
}
