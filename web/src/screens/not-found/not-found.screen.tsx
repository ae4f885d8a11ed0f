import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';

/** For an address that leads nowhere. */
export const NotFoundScreen = () => (
  <Frame>
    <PageHeading tab="Not found">Page not found</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        The address may be mistyped or cut off. Links in e-mail sometimes break at the end of a line. Copy the
        whole link and try again.
      </Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />} fullWidth>
        Go to the start page
      </Button>
    </Stack>
  </Frame>
);
