import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Preview } from '../api/messages.ts';
import { asCallProblem, type CallProblem } from '../api/problem.ts';
import { usePartnerNames } from './agencies.query.ts';
import type { Sheet, SheetChange } from './changes.ts';
import { summaryText, type Totals } from './exposure.words.ts';

const patience = 300;

export type ExposedModule = Omit<Preview['partners'][number]['modules'][number], 'why'>;

/** What a date to come would change then. */
export interface ExposedLater {
  readonly at: string;
  readonly event: 'starts' | 'ends';
  readonly gains: number;
  readonly loses: number;
  readonly modules: readonly ExposedModule[];
}

/** What a change means for one partner. */
export interface ExposedPartner {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly why: string | null;
  readonly gains: number;
  readonly loses: number;
  readonly dependsOnOthers: number;
  readonly modules: readonly ExposedModule[];
  readonly later: readonly ExposedLater[];
}

export interface ExposureState {
  /** Null while nothing is known yet. */
  readonly partners: readonly ExposedPartner[] | null;
  readonly totals: Totals | null;
  /** One line for beside a Save; empty while nothing is known. */
  readonly summary: string;
  /** What stands there is of an earlier change; that of this one is on its way. */
  readonly isOld: boolean;
  readonly problem: CallProblem | null;
  readonly again: () => void;
}

/** What partners would see more and less once these changes are saved. Stores nothing; asks a moment after the last change. */
export function useExposure(sheet: Sheet, changes: readonly SheetChange[]): ExposureState {
  const text = JSON.stringify(
    changes.map(({ partnerId, levels, dates }) => ({ partnerId, levels, ...dates })),
  );
  const [settled] = useDebouncedValue(text, patience);
  const some = changes.length > 0;
  const nameOf = usePartnerNames(sheet, changes);
  const query = useQuery({
    queryKey: ['sharing', 'preview', sheet, settled],
    queryFn: ({ signal }) =>
      call<Preview>('POST', '/v1/admin/sharing/preview', {
        body: { sheet, changes: JSON.parse(settled) },
        signal,
      }),
    enabled: some && settled !== '[]',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const partners = some && query.data ? query.data.partners.map((each) => exposedOf(each, nameOf)) : null;
  const totals = partners && totalsOf(partners);
  return {
    partners,
    totals,
    summary: totals ? summaryText(totals) : '',
    isOld: some && (text !== settled || query.isPlaceholderData || query.isPending),
    problem: some && query.error ? asCallProblem(query.error) : null,
    again: () => void query.refetch(),
  };
}

type Count = 'gains' | 'loses' | 'dependsOnOthers';
const sumOf = <C extends Count>(rows: readonly Readonly<Record<C, number>>[], count: C) =>
  rows.reduce((sum, row) => sum + row[count], 0);

function exposedOf(
  { partnerId, why, modules, later }: Preview['partners'][number],
  nameOf: ReturnType<typeof usePartnerNames>,
): ExposedPartner {
  return {
    id: partnerId,
    ...nameOf(partnerId),
    why: why ?? null,
    gains: sumOf(modules, 'gains'),
    loses: sumOf(modules, 'loses'),
    dependsOnOthers: sumOf(modules, 'dependsOnOthers'),
    modules,
    later: later
      .map((each) => ({
        ...each,
        gains: sumOf(each.modules, 'gains'),
        loses: sumOf(each.modules, 'loses'),
      }))
      .filter((each) => each.modules.some(turns)),
  };
}

const turns = ({ gains, loses, dependsOnOthers }: Readonly<Record<Count, number>>) =>
  gains + loses + dependsOnOthers > 0;

const totalsOf = (partners: readonly ExposedPartner[]): Totals => ({
  gains: sumOf(partners, 'gains'),
  loses: sumOf(partners, 'loses'),
  dependsOnOthers: sumOf(partners, 'dependsOnOthers'),
  laterGains: partners.reduce((sum, { later }) => sum + sumOf(later, 'gains'), 0),
  laterLoses: partners.reduce((sum, { later }) => sum + sumOf(later, 'loses'), 0),
  partners: partners.filter((each) => turns(each) || each.later.length > 0).length,
  paused: partners.filter((each) => each.why !== null).length,
});
