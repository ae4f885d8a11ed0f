import { Text } from '@mantine/core';
import type { Me } from '../../api/messages.ts';
import { featureNames, type NavigationItem, neededText, type Refusal } from '../../app/navigation.ts';
import { Page } from '../../ui/page.tsx';

const managers = 'your Customer Success Manager or Implementation Manager';

/** For the address of something that one may not use: why, and who can change it, in the sources' words. */
export function WhoToAsk({ item, refusal, me }: { item: NavigationItem; refusal: Refusal; me: Me }) {
  const agency = me.agency?.name ?? 'your agency';
  const words: Record<Refusal, readonly string[]> = {
    permission: [
      `You need the permission ${neededText(item)} to use ${item.label}.`,
      `Start by contacting an administrator of ${agency}. They set permissions under Admin, Users and Roles.`,
      `You are an administrator of ${agency} yourself? Contact your Customer Success Manager if you are already live, or your Implementation Manager if you are still in implementation.`,
    ],
    feature: [
      `${item.feature ? featureNames[item.feature] : item.label} must be enabled for ${agency} by the platform operator. Contact ${managers}.`,
      'Your earlier settings are saved. They take effect again when it is enabled.',
    ],
    operator: [
      'This is for the platform operator, who runs this server.',
      `For what the operator does for ${agency}, such as enabling sharing or linking agencies of other counties, contact ${managers}.`,
    ],
    agency: [
      'This page is for agency users.',
      'You are signed in as the operator. Operators cannot see agency records.',
    ],
  };
  const title =
    refusal === 'feature' ? `${item.label} is not enabled` : `You do not have access to ${item.label}`;
  return (
    <Page title={title} tab={item.label} narrow>
      {words[refusal].map((each, index) => (
        <Text key={each} mb="sm" {...(index > 0 && { c: 'dimmed' })}>
          {each}
        </Text>
      ))}
    </Page>
  );
}
