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
      `Start by contacting an administrator of ${agency}: they decide under Admin, Users and Roles, what each role may do.`,
      `You are an administrator of ${agency} yourself? Contact your Customer Success Manager if you are already live, or your Implementation Manager if you are still in implementation.`,
    ],
    feature: [
      `${item.feature ? featureNames[item.feature] : item.label} must be enabled for ${agency} by the platform operator: contact ${managers}.`,
      'Nothing that was set up before is lost: it is in force again as soon as it is enabled.',
    ],
    operator: [
      'This is for the platform operator, who runs this server.',
      `For what the operator does for ${agency}, such as enabling sharing or linking agencies of other counties, contact ${managers}.`,
    ],
    agency: [
      'This is for users of an agency.',
      "You run this server as its operator: you see accounts, never an agency's records.",
    ],
  };
  const title = refusal === 'feature' ? `${item.label} is not enabled` : `You may not use ${item.label}`;
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
