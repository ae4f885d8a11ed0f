import { profileSections } from '@standpipe/contract/community-connect-types';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CommunityProfile } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { ProfileActions } from './profile-actions.tsx';
import { titleOf, typeWords, withholding } from './profile-words.ts';
import { SectionPart } from './section-part.tsx';
import { SensitivePart } from './sensitive-part.tsx';

/** One profile: what responders need to know of the people there; sensitive fields are masked until revealed. */
export function ProfileScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<CommunityProfile>('community-connect', id));
  return (
    <RecordState query={query} what="profile" back={{ label: 'All profiles', to: '/community-connect' }}>
      {(profile) => <ProfilePage profile={profile} />}
    </RecordState>
  );
}

function ProfilePage({ profile }: { profile: CommunityProfile }) {
  const can = useCan(profile);
  const own = profile.access.relation === 'own';
  return (
    <Page
      title={titleOf(profile)}
      crumbs={[{ label: 'Community Connect', to: '/community-connect' }]}
      lead={
        <span className="record-lead">
          <span>{typeWords[profile.type]}</span>
          <span>{profile.place.addressLine}</span>
          <Provenance record={profile} long />
          {profile.withheld && <WithheldMark />}
        </span>
      }
      actions={<ProfileActions profile={profile} />}
    >
      <div className="record-columns">
        <div className="record-main">
          <SensitivePart profile={profile} />
          {profileSections.map((name) => (
            <SectionPart key={name} name={name} profile={profile} />
          ))}
          {own && (
            <section aria-labelledby="notes" className="record-part">
              <h2 id="notes">
                Internal notes <small>your agency only</small>
              </h2>
              <p className="record-text">{profile.notes || <span className="nothing">None</span>}</p>
            </section>
          )}
          {own && (
            <section aria-labelledby="withholding" className="record-part">
              <h2 id="withholding">Partners</h2>
              <WithholdSwitch
                noun="community-connect"
                record={profile}
                editable={can('edit')}
                explanation={withholding}
                consequence={(change) => (
                  <AudienceChange record={{ kind: 'communityConnect', id: profile.id }} change={change} />
                )}
              />
            </section>
          )}
        </div>
        <aside className="record-side" aria-label="Location and dates">
          <Locator point={profile.place.location} />
          <Facts
            items={[
              ['Address', profile.place.addressLine],
              ['Coordinates', <Coordinates key="point" point={profile.place.location} />],
              [
                'Last confirmed',
                profile.confirmedOn ? <DayText key="confirmed" on={profile.confirmedOn} /> : null,
              ],
              ['Changed', <DateTime key="changed" at={profile.updatedAt} />],
            ]}
          />
        </aside>
      </div>
    </Page>
  );
}
