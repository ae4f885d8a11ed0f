import { Button, Stack, Text } from '@mantine/core';
import { Frame } from '../ui/frame.tsx';
import { PageHeading } from '../ui/page-heading.tsx';

/** Stands in for a page that failed, so that nobody is left with a blank one. */
export const Broken = () => (
  <Frame>
    <PageHeading tab="Fault">This page stopped working</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        The error is ours. Nothing was changed. If it happens again after you reload, tell your system
        administrator what you did just before.
      </Text>
      <Button onClick={() => location.reload()} fullWidth>
        Reload
      </Button>
    </Stack>
  </Frame>
);
