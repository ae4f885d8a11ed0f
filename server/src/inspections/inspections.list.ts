import { sql } from 'kysely';
import { type Call, isId, ownAgency } from '../http/call.ts';
import { listingOf } from '../records/list.ts';
import { filterByPlace } from '../records/place-facts.ts';
import { inspectionDomain } from './inspections.service.ts';
import { dueBound } from './schedule.ts';

const due = (call: Call, edge: 'from' | 'to', text: string) => ({
  field: 'scheduledFor',
  where: dueBound(edge, text, ownAgency(call).timeZone),
});

/** An inspector, whoever asks ("me"), or nobody ("none"). A text that is no id is nobody's. */
const assignedToSql = (call: Call, text: string) => {
  if (text === 'none') return sql`t.assigned_to is null`;
  const id = text === 'me' ? (call.viewAs ? null : call.asker.membershipId) : text;
  return id !== null && isId(id) ? sql`t.assigned_to = ${id}` : sql`false`;
};

/** How inspections are listed: their orders and filters. */
export const inspectionListing = listingOf(inspectionDomain, {
  sorts: {
    number: { column: 'number', field: 'number' },
    scheduledFor: { column: 'scheduled_for', nullable: true, field: 'scheduledFor' },
  },
  filters: async (call, { status, type, assignedTo, scheduledFrom, scheduledTo, place }) => [
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
    ...(type !== undefined ? [{ field: 'type', where: sql`t.type = ${type}` }] : []),
    ...(assignedTo !== undefined ? [{ field: 'assignedTo', where: assignedToSql(call, assignedTo) }] : []),
    ...(scheduledFrom ? [due(call, 'from', scheduledFrom)] : []),
    ...(scheduledTo ? [due(call, 'to', scheduledTo)] : []),
    ...(place !== undefined ? [{ field: null, where: await filterByPlace(call, place) }] : []),
  ],
});

/** Inspections that count when another of their type is about to be made at the place. */
export const recentInspections = sql`(t.status in ('scheduled', 'inProgress')
  or (t.status = 'completed' and t.completed_at > now() - interval '1 year'))`;
