import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { Me, Page } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { itemAt } from '../../app/navigation.ts';

const words = {
  title: 'Next steps',
  lead: 'Your agency has no places yet. Start here.',
};

const steps = [
  { label: 'Add or import your places', to: '/admin/imports', permission: 'Addresses - Create' },
  { label: 'Invite the people who work here', to: '/admin/users', permission: 'Admin - Users' },
  {
    label: 'Choose what partners in your county see',
    to: '/admin/client-data-sharing',
    permission: 'Admin - Client Data Sharing',
    feature: 'clientDataSharing',
  },
  {
    label: 'Share inspections and permits',
    to: '/admin/user-data-sharing',
    permission: 'Admin - User Data Sharing',
    feature: 'userDataSharing',
  },
] as const;

/** What an administrator of a new agency does first; gone once the agency has a place. */
export function FirstSteps({ me }: { me: Me }) {
  const may = (permission: string) => me.permissions.includes(permission);
  const asked = { access: 'own' };
  const { data: isNew } = useQuery({
    queryKey: [...keys.lists('places'), 'any', asked],
    queryFn: async ({ signal }) => {
      const query = { ...asked, limit: 1 };
      return (await call<Page<unknown>>('GET', '/v1/places', { query, signal })).items.length === 0;
    },
    enabled: may('Admin - Users') && may('Addresses - Read'),
  });
  const open = steps.filter(
    (step) =>
      may(step.permission) && itemAt(step.to) !== null && (!('feature' in step) || me.features[step.feature]),
  );
  if (!isNew || open.length === 0) return null;
  return (
    <section className="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{words.title}</h2>
      <p>{words.lead}</p>
      <ol>
        {open.map(({ label, to }) => (
          <li key={to}>
            <Link to={to as string} className="text-link">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
