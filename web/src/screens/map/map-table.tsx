import type { Place } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { bearingOf, distanceText, feetBetween, type LngLat } from '../../map/geometry.ts';
import type { Column } from '../../ui/columns.ts';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';

type Box = readonly [number, number, number, number];

/** What lies on the map, as a table: nearest to its middle first, with distance and bearing. */
export function MapTable({
  box,
  center,
  shows,
  onChoose,
}: {
  box: Box | null;
  center: LngLat;
  /** Is this agency's layer on? */
  shows: (agency: string) => boolean;
  onChoose: (place: Place) => string;
}) {
  const bbox = box ? box.map((each) => each.toFixed(6)).join(',') : null;
  const list = useList<Place>('places', { bbox, count: 'exact' }, { limit: 200 });
  const away = ({ location }: Place) => feetBetween(center, location.coordinates);
  const items = list.items
    .filter(({ agency }) => shows(agency.id))
    .toSorted((one, other) => away(one) - away(other));
  const columns: readonly Column<Place>[] = [
    { id: 'address', header: 'Address', fixed: true, cell: ({ addressLine }) => addressLine },
    { id: 'name', header: 'Name', cell: ({ name }) => name },
    {
      id: 'distance',
      header: 'Distance',
      cell: (place) => `${distanceText(away(place))} ${bearingOf(center, place.location.coordinates)}`,
    },
    { id: 'agency', header: 'Agency', cell: (place) => <Provenance record={place} /> },
    { id: 'occupancy', header: 'Occupancy', cell: ({ occupancyType }) => occupancyType },
  ];
  return (
    <>
      <p className="map-table-note">
        Distances are straight lines from the middle of the map.
        {list.hasMore && ' Only the newest 200 are sorted; zoom in, or show more below.'}
      </p>
      <RecordTable
        id="map-places"
        label="Places on the map"
        columns={columns}
        list={{ ...list, items }}
        rowLink={onChoose}
        empty={
          <Empty icon="place" title="No places here">
            Move or zoom the map, or search for an address.
          </Empty>
        }
      />
    </>
  );
}
