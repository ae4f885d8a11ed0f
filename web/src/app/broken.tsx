import { Button, Stack, Text } from '@mantine/core';
import { Frame } from '../ui/frame.tsx';
import { PageHeading } from '../ui/page-heading.tsx';

/** Stands in for a page that failed, so that nobody is left with a blank one. */
export const Broken = () => (
  <Frame>
    <PageHeading tab="Fault">This page has failed</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        The fault is ours, and nothing was changed by it. If it comes again after a reload, tell whoever runs
        this server what you did just before.
      </Text>
      <Button onClick={() => location.reload()} fullWidth>
        Reload
      </Button>
    </Stack>
  </Frame>
);
