import { useSearch } from '@tanstack/react-router';
import type { CommunityProfile } from '../../api/messages.ts';
import { useMay } from '../../ui/me.tsx';
import { useNewAtPlace } from '../../ui/new-at-place.tsx';
import { withoutEmpty } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { ProfileFields } from './profile-fields.tsx';
import {
  type ProfileValues,
  profileBody,
  profileChecks,
  profileLabels,
  profileValues,
} from './profile-form.ts';
import { titleOf, withholding } from './profile-words.ts';

const crumbs = [{ label: 'Community Connect', to: '/community-connect' }];

/** Creates the profile of a place of one's own. */
export const NewProfileScreen = () =>
  useMay('Community Connect - Create') ? (
    <NewProfile />
  ) : (
    <NotForYou title="New profile" crumbs={crumbs} permission="Community Connect - Create" />
  );

function NewProfile() {
  const { place = '' } = useSearch({ strict: false }) as { place?: string };
  const api = useNewAtPlace<CommunityProfile, ProfileValues & { placeId: string }>({
    noun: 'community-connect',
    kind: 'communityConnect',
    initialValues: { ...profileValues(null), placeId: place },
    labels: { ...profileLabels, placeId: 'Place' },
    validate: profileChecks as never,
    bodyOf: ({ placeId, ...values }) => ({ ...withoutEmpty(profileBody(values, true)), placeId }),
    done: (made) => `Profile of ${titleOf(made)} created`,
  });
  return (
    <Page title="New profile" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Create profile" cancel="/community-connect">
        {api.where}
        <ProfileFields form={api.form as never} sensitive />
        {api.withhold(withholding)}
      </RecordForm>
    </Page>
  );
}
