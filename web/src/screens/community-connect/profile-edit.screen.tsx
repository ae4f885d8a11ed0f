import type { CommunityProfile } from '../../api/messages.ts';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { ProfileFields } from './profile-fields.tsx';
import {
  type ProfileValues,
  profileBody,
  profileChecks,
  profileLabels,
  profileValues,
} from './profile-form.ts';
import { titleOf } from './profile-words.ts';

/** May this reader write the sensitive fields? Only who reads them, so that nothing is overwritten unseen. */
const readsSensitive = (profile: CommunityProfile) =>
  profile.sensitive !== undefined || profile.masked.length === 0;

/** Changes a profile of one's own agency. */
export const EditProfileScreen = () => (
  <RecordToEdit<CommunityProfile> noun="community-connect">
    {(profile) => (
      <EditRecord<CommunityProfile, ProfileValues>
        key={profile.id}
        noun="community-connect"
        record={profile}
        name={titleOf(profile)}
        title={`Edit ${titleOf(profile)}`}
        at={profile.place.addressLine}
        permission="Community Connect - Edit"
        valuesOf={profileValues}
        bodyOf={(values) => profileBody(values, readsSensitive(profile))}
        labels={profileLabels}
        validate={profileChecks as never}
        fields={(form) => <ProfileFields form={form as never} sensitive={readsSensitive(profile)} />}
      />
    )}
  </RecordToEdit>
);
