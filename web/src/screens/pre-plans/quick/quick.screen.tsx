import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { PrePlan } from '../../../api/messages.ts';
import { isGone } from '../../../api/problem.ts';
import { recordQuery } from '../../../api/queries.ts';
import { useMe } from '../../../ui/me.tsx';
import { RecordState } from '../../../ui/states.tsx';
import { dropCopy, readCopy, saveCopy } from './last-copy.ts';
import { nearHydrantsQuery } from './near-hydrants.ts';
import { QuickPage } from './quick-page.tsx';
import { useWakeLock } from './use-wake-lock.ts';
import './quick.css';

/** What a crew in a moving rig reads of a building that may not be theirs. */
export function QuickViewScreen() {
  const { id = '' } = useParams({ strict: false });
  const me = useMe();
  const who = `${me.user.id}:${me.agency?.id ?? ''}`;
  const query = useQuery({ ...recordQuery<PrePlan>('pre-plans', id), networkMode: 'always', retry: 1 });
  const plan = query.data;
  const seesHydrants = me.permissions.includes('Hydrants - Read');
  const hydrants = useQuery({
    ...nearHydrantsQuery(plan?.place.location ?? nowhere),
    networkMode: 'always',
    retry: 1,
    enabled: plan !== undefined && seesHydrants,
  });
  useWakeLock();
  const gone = isGone(query.error);
  const near = hydrants.data ?? null;
  const readAt = query.dataUpdatedAt;
  useEffect(() => {
    if (gone) dropCopy(who, id);
    else if (plan) saveCopy(who, id, { at: readAt, plan, near });
  }, [gone, plan, near, readAt, who, id]);
  const copy = !plan && query.error && !gone ? readCopy(who, id) : null;
  if (copy) return <QuickPage plan={copy.plan} near={copy.near} readAt={copy.at} fresh={false} />;
  return (
    <RecordState query={query} what="pre-plan" back={{ label: 'All pre-plans', to: '/pre-plans' }}>
      {(each) => <QuickPage plan={each} near={near} readAt={readAt} fresh={!query.error} />}
    </RecordState>
  );
}

const nowhere = { type: 'Point' as const, coordinates: [0, 0] as [number, number] };
