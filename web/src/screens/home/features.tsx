import { Text } from '@mantine/core';
import type { Me } from '../../api/messages.ts';
import { OnOff } from '../../ui/on-off.tsx';

const sheets = [
  {
    feature: 'clientDataSharing',
    name: 'Client Data Sharing',
    covers: 'Pre-plans, hydrants, Community Connect, addresses, device locations, command and messaging.',
  },
  {
    feature: 'userDataSharing',
    name: 'User Data Sharing',
    covers: 'Inspections, the Address Share Module and permits.',
  },
] as const;

/** Which sheets are enabled on the agency's account, and who enables the others. */
export function Features({ features, agency }: { features: Me['features']; agency: string }) {
  const off = sheets.filter(({ feature }) => !features[feature]);
  return (
    <section className="card" aria-labelledby="features">
      <h2 id="features">Sharing</h2>
      <dl className="features">
        {sheets.map(({ feature, name, covers }) => (
          <div key={feature}>
            <dt>{name}</dt>
            <dd>
              <OnOff on={features[feature]} />
            </dd>
            <dd className="features-covers">{covers}</dd>
          </div>
        ))}
      </dl>
      {off.length > 0 && (
        <Text size="sm" className="card-note">
          {off.map(({ name }) => name).join(' and ')} must be enabled for {agency} by the platform operator.
          Contact your Customer Success Manager or Implementation Manager.
        </Text>
      )}
    </section>
  );
}
