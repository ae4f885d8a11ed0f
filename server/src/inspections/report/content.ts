import type { ChecklistItem, InspectionStatus, Violation } from '@standpipe/contract';
import type {
  DocumentContext,
  DocumentPhoto,
  DocumentTable,
  PrintedDocument,
} from '../../documents/document.ts';
import { addressOf, formatDay, formatMoment, line } from '../../documents/text.ts';
import type { OwnAgency } from '../../http/session.ts';
import type { InspectionRow } from '../inspections.service.ts';

const statusWords: Record<InspectionStatus, string> = {
  scheduled: 'Scheduled',
  inProgress: 'In Progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
};
const resultWords = { pass: 'Pass', fail: 'Fail', notApplicable: 'Not applicable' };
const none = '\u2013';

/** What the report of an inspection says, with times in its agency's own zone; what was found comes first. */
export function reportOf(
  row: InspectionRow,
  agency: OwnAgency,
  now: Date,
  previews: readonly Preview[],
  { place, phone }: DocumentContext,
): PrintedDocument {
  const moment = (at: string | null) => (at ? formatMoment(at, agency.timeZone) : none);
  const due = row.scheduled_all_day && row.scheduled_for ? formatDay(row.scheduled_for.slice(0, 10)) : null;
  return {
    agency: line(agency.name),
    color: agency.color,
    title: `Inspection report ${line(row.number)}`,
    facts: [
      ['Type', line(row.type)],
      ['Status', statusWords[row.status as InspectionStatus]],
      ['Place', line(place?.name ?? row.address_line)],
      ['Address', addressOf(row.address_line, place)],
      ['Inspector', row.assignee_name ? line(row.assignee_name) : none],
      ['Scheduled for', due ?? moment(row.scheduled_for)],
      ['Started', moment(row.started_at)],
      ['Completed', moment(row.completed_at)],
      ['Re-inspection of', row.prior_number ? line(row.prior_number) : none],
      ...(phone ? [['Questions? Call', line(phone)] as const] : []),
    ],
    texts: [],
    tables: [...violations(row.violations as Violation[]), ...checklist(row.checklist as ChecklistItem[])],
    photos: photosOf(row.violations as Violation[], previews),
    signatures: ['Inspector', 'Owner or occupant'],
    generated: formatMoment(now.toISOString(), agency.timeZone),
  };
}

const items = (title: string, found: readonly ChecklistItem[], none: string): DocumentTable => ({
  title,
  headings: ['Item', 'Result', 'Note'],
  shares: [0.5, 0.14, 0.36],
  rows: found.map(({ item, result, note }) => [
    line(item),
    result ? resultWords[result] : '\u2013',
    line(note ?? ''),
  ]),
  none,
});

/** What failed, apart from all that passed. */
function checklist(all: readonly ChecklistItem[]): DocumentTable[] {
  const failed = all.filter(({ result }) => result === 'fail');
  const rest = all.filter(({ result }) => result !== 'fail');
  return [
    ...(failed.length > 0 ? [items('Checklist: failed', failed, '')] : []),
    ...(rest.length > 0 || all.length === 0
      ? [
          items(
            failed.length > 0 ? 'Checklist: all other items' : 'Checklist',
            rest,
            'No checklist was filled in.',
          ),
        ]
      : []),
  ];
}

const listed = (title: string, found: readonly Violation[], nothing: string): DocumentTable => ({
  title,
  headings: ['Code', 'Description', 'Severity', 'Status', 'Correct by', 'Corrected'],
  shares: [0.13, 0.35, 0.12, 0.12, 0.14, 0.14],
  rows: found.map((each) => [
    line(each.code ?? none),
    line(each.description),
    line(each.severity ?? none),
    each.status === 'open' ? 'Open' : 'Corrected',
    each.correctBy ? formatDay(each.correctBy) : none,
    each.correctedOn ? formatDay(each.correctedOn) : none,
  ]),
  none: nothing,
});

/** Violations that are open, then those that have been corrected. */
function violations(found: readonly Violation[]): DocumentTable[] {
  const open = found.filter(({ status }) => status === 'open');
  const corrected = found.filter(({ status }) => status !== 'open');
  return [
    listed(
      'Violations',
      open,
      found.length === 0 ? 'No violations were found.' : 'All violations have been corrected.',
    ),
    ...(corrected.length > 0 ? [listed('Corrected violations', corrected, '')] : []),
  ];
}

interface Preview {
  readonly id: string;
  readonly preview: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Each violation's photos in their order, captioned with its code or its place in the table. */
function photosOf(found: readonly Violation[], previews: readonly Preview[]): DocumentPhoto[] {
  const byId = new Map(previews.map((each) => [each.id, each]));
  return found.flatMap(({ code, photos = [] }, at) =>
    photos.flatMap((id) => {
      const photo = byId.get(id);
      if (!photo) return [];
      const { preview: jpeg, width, height } = photo;
      return [{ caption: line(`Violation ${at + 1}${code ? `: ${code}` : ''}`), jpeg, width, height }];
    }),
  );
}
