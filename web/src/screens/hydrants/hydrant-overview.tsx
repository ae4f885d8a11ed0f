import { hasField, pressurizedTypes } from '@standpipe/contract/hydrant-types';
import type { Hydrant } from '../../api/messages.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan } from '../../ui/me.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { Rating } from './flow-class.tsx';
import { fieldText } from './hydrant-values.ts';
import { hydrantLabels, withholding } from './hydrant-words.ts';

type Field = keyof typeof hydrantLabels;

/** The water: what feeds it and what it gives. */
const water: readonly Field[] = [
  ...(['type', 'mainSizeIn', 'deadEndMain', 'privateMain', 'sharesSprinklerSupply'] as const),
  ...(['pressureZone', 'liftFt', 'volumeGal', 'turnaround', 'usableInWinter'] as const),
];
/** The body: how it is named and known. */
const body: readonly Field[] = ['castNumber', 'facilityId', 'paintedColor'];

/** What a hydrant gives, how one finds it, and where it is. */
export function HydrantOverview({ hydrant }: { hydrant: Hydrant }) {
  const can = useCan(hydrant);
  const own = hydrant.access.relation === 'own';
  const facts = (fields: readonly Field[]) =>
    fields
      .filter((field) => field in hydrant && hasField(hydrant.type, field))
      .map((field) => {
        const value = hydrant[field as keyof Hydrant];
        const recorded = value !== null && value !== undefined;
        return [hydrantLabels[field], recorded ? fieldText(field, value) : <Unknown key={field} />] as const;
      });
  return (
    <div className="record-columns">
      <div className="record-main">
        <Facts
          items={[
            ['Flow class', <Rating key="rating" hydrant={hydrant} />],
            onMain(hydrant) ? ['Flow tested', <Tested key="tested" on={hydrant.ratedOn} />] : null,
            ...facts(water),
            ...facts(body),
          ]}
        />
        <section aria-labelledby="outlets" className="record-part">
          <h2 id="outlets">Outlets</h2>
          <Outlets outlets={hydrant.outlets} />
        </section>
        <section aria-labelledby="find-it" className="record-part">
          <h2 id="find-it">How to find it</h2>
          <p className="record-text">{hydrant.findIt || <Unknown />}</p>
        </section>
        {own && (
          <section aria-labelledby="notes" className="record-part">
            <h2 id="notes">
              Internal notes <small>your agency only</small>
            </h2>
            <p className="record-text">{hydrant.notes || <span className="nothing">None</span>}</p>
          </section>
        )}
        {own && (
          <section aria-labelledby="withholding" className="record-part">
            <h2 id="withholding">Partners</h2>
            <WithholdSwitch
              noun="hydrants"
              record={hydrant}
              editable={can('edit')}
              explanation={withholding}
              consequence={(change) => (
                <AudienceChange record={{ kind: 'hydrant', id: hydrant.id }} change={change} />
              )}
            />
          </section>
        )}
      </div>
      <aside className="record-side" aria-label="Location and dates">
        <Locator point={hydrant.location} />
        <Facts
          items={[
            ['Address', hydrant.addressLine],
            [hydrantLabels.location, <Coordinates key="point" point={hydrant.location} />],
            ['Added', <DateTime key="added" at={hydrant.createdAt} />],
            ['Changed', <DateTime key="changed" at={hydrant.updatedAt} />],
          ]}
        />
      </aside>
    </div>
  );
}

const onMain = ({ type }: Hydrant) => (pressurizedTypes as readonly string[]).includes(type);

const Tested = ({ on }: { on: string | null | undefined }) => (on ? <DayText on={on} /> : <>Not tested</>);

/** Not recorded, which is not the same as no or none. */
const Unknown = () => <span className="nothing">Unknown</span>;

const Outlets = ({ outlets }: { outlets: Hydrant['outlets'] }) => {
  if (!outlets) return <Unknown />;
  if (outlets.length === 0) return <p className="record-text">None</p>;
  return <p className="record-text">{outlets.map((each) => fieldText('outlets', [each])).join('\n')}</p>;
};
