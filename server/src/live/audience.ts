import { type AgencyId, audience, ownAgencyOf, ownModules, type Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';

import { countNotice, type NoticeTopic } from '../notices/notices.store.ts';
import { eventsAfter, grantsGivenBy } from './events.store.ts';
import type { Position } from './position.ts';

interface Tally {
  readonly agency: AgencyId;
  readonly about: AgencyId;
  readonly topic: NoticeTopic;
  readonly kind: RecordKind;
  readonly ids: string[];
}

/**
 * Tells agencies of records that came into or went out of their sight since the last time, counted by kind and
 * agency. It remembers how far it has read in the same transaction, so nothing is told twice or left out.
 */
export async function noticeRecords(db: Db): Promise<void> {
  const { rows } = await sql<Position>`
    select tx::text, id from change_reader where name = 'notices' for update skip locked`.execute(db);
  if (!rows[0]) return; // another node is at it
  const read = await eventsAfter(db, rows[0], 1000);
  const last = read.at(-1);
  if (!last) return;
  // A kind that no module shares, such as a note, has its own notices.
  const events = read
    .filter((each) => each.type === 'record')
    .filter(({ kind }) => ownModules(rulesOf(kind)).length > 0);
  const parties = new Set<AgencyId>();
  for (const { before, after } of events)
    for (const subject of [before, after])
      for (const party of Object.values(subject?.parties ?? {})) parties.add(party as AgencyId);
  const grants = await grantsGivenBy(db, [...parties]);
  const reached = (kind: RecordKind, subject: Subject | null): ReadonlySet<AgencyId> => {
    if (!subject) return new Set();
    const rule = rulesOf(kind);
    const own = Object.values(subject.parties) as AgencyId[];
    return new Set(
      audience(
        rule.actions.view!,
        subject,
        grants.filter((each) => own.includes(each.grantor)),
      ),
    );
  };
  const tallies = new Map<string, Tally>();
  for (const event of events) {
    const { kind } = event;
    const about = ownAgencyOf(rulesOf(kind), (event.after ?? event.before)!);
    const [was, is] = [reached(kind, event.before), reached(kind, event.after)];
    const count = (agency: AgencyId, topic: NoticeTopic) => {
      if (agency === about) return;
      const key = `${agency} ${about} ${topic} ${kind}`;
      const tally = tallies.get(key) ?? { agency, about, topic, kind, ids: [] };
      tally.ids.push(event.record_id);
      tallies.set(key, tally);
    };
    for (const agency of is) if (!was.has(agency)) count(agency, 'recordShared');
    for (const agency of was) if (!is.has(agency)) count(agency, 'recordGone');
  }
  await addTallies(db, [...tallies.values()]);
  await sql`update change_reader set tx = ${last.tx}::xid8, id = ${last.id} where name = 'notices'`.execute(
    db,
  );
}

async function addTallies(db: Db, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return;
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(tallies.map((each) => each.about))])
    .execute();
  const nameOf = new Map(agencies.map((each) => [each.id, each.name]));
  for (const { agency, about, topic, kind, ids } of tallies) {
    const { one, many } = kinds[kind];
    const of = (count: number) => `${count} ${count === 1 ? one : many}`;
    await countNotice(db, {
      agency,
      about,
      topic,
      kind,
      needs: rulesOf(kind).actions.view!.needs,
      recordId: ids.at(-1)!,
      count: ids.length,
      text: (count) =>
        topic === 'recordShared'
          ? `${nameOf.get(about)} shares ${of(count)} with your agency.`
          : `${of(count)} of ${nameOf.get(about)} ${count === 1 ? 'is' : 'are'} no longer shared with your agency.`,
    });
  }
}
