import { Text } from '@mantine/core';
import { areas } from '../../ui/permission-areas.ts';

const order = ['Read', 'Create', 'Edit', 'Update', 'Delete'];
const rank = (verb: string) => (order.indexOf(verb) + order.length + 1) % (order.length + 1);

const verbsIn = (granted: readonly string[], area: string) =>
  granted
    .filter((each) => each.startsWith(`${area} - `))
    .map((each) => each.slice(area.length + 3))
    .sort((a, b) => rank(a) - rank(b));

/** What one's roles hold, area by area, and what they hold nothing of. */
export function Permissions({ granted }: { granted: readonly string[] }) {
  const rows = areas.map(([area, name]) => ({ name, verbs: verbsIn(granted, area) }));
  const none = rows.filter(({ verbs }) => verbs.length === 0);
  return (
    <section className="card" aria-labelledby="permissions">
      <h2 id="permissions">What you may do</h2>
      <dl className="permissions">
        {rows
          .filter(({ verbs }) => verbs.length > 0)
          .map(({ name, verbs }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{verbs.join(', ')}</dd>
            </div>
          ))}
      </dl>
      {none.length > 0 && (
        <Text size="sm" className="card-note">
          {none.length === areas.length ? 'Your roles have no permissions yet' : 'Nothing in '}
          {none.length < areas.length && none.map(({ name }) => name).join(', ')}. An administrator of your
          agency can change that.
        </Text>
      )}
    </section>
  );
}
