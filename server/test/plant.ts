import { v7 as newId } from 'uuid';
import type { TestAgency, World } from './world.ts';

/** A place as tests plant it, straight in the database. */
export interface PlantedPlace {
  readonly id: string;
  readonly owner: TestAgency;
  readonly withheld: boolean;
  readonly addressLine: string;
}

export interface PlantedWork {
  readonly id: string;
  readonly kind: 'permit' | 'inspection';
  readonly author: TestAgency;
  readonly place: PlantedPlace;
  readonly status: string;
  readonly withheld: boolean;
  readonly number: string;
}

let planted = 0;

/** Puts a place into the database without asking any rule. */
export async function plantPlace(
  world: World,
  owner: TestAgency,
  { withheld = false, addressLine = `${++planted} Planted Street` } = {},
): Promise<PlantedPlace> {
  const id = newId();
  await world.sql.query(
    `insert into place (id, owner_id, address_line, city, state, lng, lat, withheld, occupancy_type, notes)
     values ($1, $2, $3, 'Waukegan', 'IL', -87.84, 42.36, $4, 'Mercantile', 'internal')`,
    [id, owner.id, addressLine, withheld],
  );
  return { id, owner, withheld, addressLine };
}

/** Puts a permit or inspection into the database, at any place, without asking any rule. */
export async function plant(
  world: World,
  kind: PlantedWork['kind'],
  author: TestAgency,
  place: PlantedPlace,
  facts: {
    readonly status?: string;
    readonly withheld?: boolean;
    readonly number?: string;
    readonly notes?: string;
  } = {},
): Promise<PlantedWork> {
  const id = newId();
  const number = facts.number ?? `N-${++planted}`;
  const status = facts.status ?? (kind === 'permit' ? 'issued' : 'completed');
  const withheld = facts.withheld ?? false;
  await world.sql.query(
    `insert into ${kind} (id, author_id, owner_id, place_id, place_withheld, address_line, lng, lat, number, type,
       status, withheld, notes ${kind === 'permit' ? ', class' : ''})
     select $1, $2, p.owner_id, p.id, p.withheld, p.address_line, p.lng, p.lat, $4, 'Hot work', $5, $6, $7
       ${kind === 'permit' ? ", 'operational'" : ''} from place p where p.id = $3`,
    [id, author.id, place.id, number, status, withheld, facts.notes ?? null],
  );
  return { id, kind, author, place, status, withheld, number };
}
