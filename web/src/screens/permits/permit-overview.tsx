import type { Permit } from '../../api/messages.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime, DayText, dayIn } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan, useTimeZone } from '../../ui/me.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { permitClasses } from '../../ui/words.ts';
import { permitLabels } from './permit-words.ts';

/** What a permit says, where it is, and who can see it. */
export function PermitOverview({ permit }: { permit: Permit }) {
  const can = useCan(permit);
  const own = permit.access.relation === 'own';
  const { place } = permit;
  const code = [permit.edition, permit.section && `§ ${permit.section}`].filter(Boolean).join(', ');
  return (
    <div className="record-columns">
      <div className="record-main">
        <Facts
          items={[
            [permitLabels.holder, permit.holder],
            [permitLabels.type, permit.type],
            [permitLabels.class, permitClasses[permit.class]],
            [permitLabels.issuedOn, <DayText key="issued" on={permit.issuedOn} />],
            [permitLabels.expiresOn, <Expiry key="expires" permit={permit} />],
            ['Code', code],
          ]}
        />
        <section aria-labelledby="description" className="record-part">
          <h2 id="description">Description</h2>
          <p className="record-text">{permit.description || <span className="nothing">None</span>}</p>
        </section>
        {own && <OwnFacts permit={permit} />}
        {own && (
          <section aria-labelledby="notes" className="record-part">
            <h2 id="notes">
              Internal notes <small>your agency only</small>
            </h2>
            <p className="record-text">{permit.notes || <span className="nothing">None</span>}</p>
          </section>
        )}
        {own && (
          <section aria-labelledby="withholding" className="record-part">
            <h2 id="withholding">Partners</h2>
            <WithholdSwitch
              noun="permits"
              record={permit}
              editable={can('edit')}
              explanation="Only your agency will see this permit. Sharing settings do not apply, and the place's owner cannot see it."
              consequence={(change) => (
                <AudienceChange record={{ kind: 'permit', id: permit.id }} change={change} />
              )}
            />
          </section>
        )}
      </div>
      <aside className="record-side" aria-label="Location and dates">
        <Locator point={place.location} />
        <Facts
          items={[
            ['Address', place.addressLine],
            ['Place of', <AgencyName key="owner" agency={place.agency} />],
            ['Coordinates', <Coordinates key="point" point={place.location} />],
            ['Created', <DateTime key="made" at={permit.createdAt} />],
            ['Changed', <DateTime key="changed" at={permit.updatedAt} />],
          ]}
        />
      </aside>
    </div>
  );
}

/** What only the own agency sees of a permit's parties. */
const OwnFacts = ({ permit }: { permit: Permit }) => (
  <section aria-labelledby="contact" className="record-part">
    <h2 id="contact">
      Contact and fee <small>your agency only</small>
    </h2>
    <Facts
      items={[
        [permitLabels.contactName, permit.contactName],
        [
          permitLabels.contactPhone,
          permit.contactPhone && (
            <a
              key="phone"
              className="text-link"
              href={`tel:${permit.contactPhone.replaceAll(/[^+\d]/g, '')}`}
            >
              {permit.contactPhone}
            </a>
          ),
        ],
        [
          permitLabels.contactEmail,
          permit.contactEmail && (
            <a key="email" className="text-link" href={`mailto:${permit.contactEmail}`}>
              {permit.contactEmail}
            </a>
          ),
        ],
        [permitLabels.fee, typeof permit.fee === 'number' ? dollars.format(permit.fee) : null],
      ]}
    />
  </section>
);
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** The day it expires, and that it has passed where nobody has said so yet. */
function Expiry({ permit }: { permit: Permit }) {
  const today = dayIn(useTimeZone());
  const passed = permit.status === 'issued' && permit.expiresOn && permit.expiresOn < today;
  return (
    <>
      <DayText on={permit.expiresOn} />
      {passed && <span className="overdue">passed</span>}
    </>
  );
}
