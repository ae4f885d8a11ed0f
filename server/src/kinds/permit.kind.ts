import { type Kind, permit } from '@standpipe/policy';
import { sql } from 'kysely';
import { hitAtPlace } from './at-place.hit.ts';
import { atPlaceColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';

export const permitKind = {
  rules: permit as unknown as Kind,
  table: 'permit',
  path: '/permits',
  one: 'permit',
  many: 'permits',
  parties: { author: 'author', owner: 'placeOwner' },
  facts: { withheld: 'withheld', placeWithheld: 'place_withheld', status: 'status' },
  atPlace: true,
  columns: atPlaceColumns(
    ...['class', 'description', 'issued_on', 'expires_on', 'edition', 'section'],
    ...['holder', 'contact_name', 'contact_phone', 'contact_email', 'fee_cents'],
  ),
  texts: [{ column: 'search', fields: ['number', 'type', 'description', 'addressLine'] }],
  hit: hitAtPlace,
  label: sql`t.number || ' · ' || t.type || ', ' || t.address_line`,
  custody: sql`t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name,
    t.contact_phone, t.contact_email, t.fee_cents / 100.0 as fee`,
  numberPrefix: 'P',
  files: true,
} satisfies KindEntry;
