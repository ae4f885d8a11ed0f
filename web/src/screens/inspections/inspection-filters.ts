import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/call.ts';
import type { Page, Place } from '../../api/messages.ts';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { statusChoices } from '../../ui/words.ts';
import { assigneesQuery } from './assignees.query.ts';
import { inspectionTypes } from './ready-checklists.ts';

const choice = (word: string) => ({ value: word, label: word });
const has = (text: string, q: string) => text.toLowerCase().includes(q.toLowerCase());

/** The known types, and whatever is typed: agencies have types of their own. */
const findTypes = async (q: string) => {
  const matching = inspectionTypes.filter((type) => has(type, q));
  const exact = matching.some((type) => type.toLowerCase() === q.toLowerCase());
  return [...matching, ...(q && !exact ? [q] : [])].map(choice);
};

const findPlaces = async (q: string) => {
  const query = { q, limit: 8, sort: 'addressLine' };
  const { items } = await call<Page<Place>>('GET', '/v1/places', { query });
  return items.map(({ id, addressLine, city }) => ({
    value: id,
    label: [addressLine, city].filter(Boolean).join(', '),
  }));
};

const statusFilter: Filter = { name: 'status', label: 'Status', options: statusChoices('inspection') };

const typeFilter: Filter = {
  name: 'type',
  label: 'Type',
  find: findTypes,
  nameOf: async (type) => type,
};

const placeFilter: Filter = {
  name: 'place',
  label: 'Place',
  find: findPlaces,
  nameOf: async (id) => (await call<Place>('GET', `/v1/places/${encodeURIComponent(id)}`)).addressLine,
};

/** By whom: oneself, nobody yet, or a colleague. */
function useAssigneeFilter(): Filter {
  const client = useQueryClient();
  return useMemo(() => {
    const choices = async () => {
      const people = await client.fetchQuery(assigneesQuery).catch(() => []);
      return [
        { value: 'me', label: 'Me' },
        { value: 'none', label: 'Unassigned' },
        ...people.filter(({ you }) => !you).map(({ id, name }) => ({ value: id, label: name })),
      ];
    };
    return {
      name: 'assignedTo',
      label: 'Assigned to',
      find: async (q) => (await choices()).filter(({ label }) => has(label, q)),
      nameOf: async (wanted) => (await choices()).find(({ value }) => value === wanted)?.label ?? 'not here',
    };
  }, [client]);
}

/** What the API narrows inspections by. */
export function useInspectionFilters(): readonly Filter[] {
  const assignee = useAssigneeFilter();
  return useMemo(
    () => [
      statusFilter,
      typeFilter,
      assignee,
      { name: 'scheduledFrom', label: 'Scheduled from', input: 'date' },
      { name: 'scheduledTo', label: 'Scheduled until', input: 'date' },
      accessFilter,
      agencyFilter,
      placeFilter,
    ],
    [assignee],
  );
}

/** The same for a calendar, which has its own days. */
export function useCalendarFilters(): readonly Filter[] {
  const assignee = useAssigneeFilter();
  return useMemo(() => [assignee, statusFilter, typeFilter, accessFilter, agencyFilter], [assignee]);
}
