import { Link } from '@tanstack/react-router';
import type { Place } from '../../api/messages.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { viewText } from '../../map/geometry.ts';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan } from '../../ui/me.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { placeLabels, withholding } from './place-words.ts';

const count = (value: number | null | undefined, unit = '') =>
  typeof value === 'number' ? `${value.toLocaleString()}${unit}` : value;

/** A field that is not open to us is left out; one that is not known is a dash. */
const fact = <Value,>(name: string, value: Value | undefined) =>
  value === undefined ? null : ([name, value] as const);

/** What a place is, where it is, and who is kept from it. */
export function PlaceOverview({ place }: { place: Place }) {
  const can = useCan(place);
  const own = place.access.relation === 'own';
  const line = [place.city, [place.state, place.zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return (
    <div className="record-columns">
      <div className="record-main">
        <Facts
          items={[
            [placeLabels.addressLine, <AddressLines key="address" place={place} line={line} />],
            fact(placeLabels.name, place.name),
            fact(placeLabels.occupancyType, place.occupancyType),
            fact(placeLabels.constructionType, place.constructionType),
            fact(placeLabels.stories, count(place.stories)),
            fact(placeLabels.yearBuilt, place.yearBuilt),
            fact(placeLabels.floorAreaSqFt, count(place.floorAreaSqFt, ' sq ft')),
          ]}
        />
        {place.city === undefined && (
          <p className="record-note">
            {place.agency.name} shares this place’s address, location and occupancy with your agency. The rest
            of the address record is not shared.
          </p>
        )}
        {own && (
          <section aria-labelledby="notes" className="record-part">
            <h2 id="notes">
              Internal notes <small>your agency only</small>
            </h2>
            <p className="record-text">{place.notes || <span className="nothing">None</span>}</p>
          </section>
        )}
        {own && (
          <section aria-labelledby="withholding" className="record-part">
            <h2 id="withholding">Partners</h2>
            <WithholdSwitch
              noun="places"
              record={place}
              editable={can('edit')}
              explanation={withholding}
              consequence={(change) => (
                <AudienceChange record={{ kind: 'place', id: place.id }} change={change} />
              )}
            />
          </section>
        )}
      </div>
      <aside className="record-side" aria-label="Location and dates">
        <Locator point={place.location} />
        {place.locationSource && (
          <p className="record-note">
            Approximate: the middle of its {place.locationSource === 'zip' ? 'ZIP' : 'county'}.
            {can('edit') && ' Edit the place to set its point on the map.'}
          </p>
        )}
        <p>
          <Link
            to="/map"
            search={{ record: `places/${place.id}` } as never}
            hash={viewText({ zoom: 16, center: place.location.coordinates })}
            className="text-link"
          >
            Show on the map
          </Link>
        </p>
        <Facts
          items={[
            [placeLabels.location, <Coordinates key="point" point={place.location} />],
            ['Added', <DateTime key="added" at={place.createdAt} />],
            ['Changed', <DateTime key="changed" at={place.updatedAt} />],
          ]}
        />
      </aside>
    </div>
  );
}

const AddressLines = ({ place, line }: { place: Place; line: string }) => (
  <>
    {[place.addressLine, place.unit].filter(Boolean).join(', ')}
    {line && (
      <>
        <br />
        {line}
      </>
    )}
  </>
);
