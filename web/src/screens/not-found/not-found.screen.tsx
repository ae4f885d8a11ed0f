import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';

/** For an address that leads nowhere. */
export const NotFoundScreen = () => (
  <Frame>
    <PageHeading tab="Not found">There is no such page</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        The address may be mistyped or cut short: links in mails sometimes break at the end of a line. Try to
        copy the whole of it.
      </Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />} fullWidth>
        To the start page
      </Button>
    </Stack>
  </Frame>
);
