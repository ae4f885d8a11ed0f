import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Preview } from '../api/messages.ts';
import { asCallProblem, type CallProblem } from '../api/problem.ts';
import { usePartnerNames } from './agencies.query.ts';
import type { Sheet, SheetChange } from './changes.ts';
import { summaryText, type Totals } from './exposure.words.ts';

const patience = 300;

export type ExposedModule = Preview['partners'][number]['modules'][number];

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
  const text = JSON.stringify(changes.map(({ partnerId, levels }) => ({ partnerId, levels })));
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
const sumOf = (rows: readonly Readonly<Record<Count, number>>[], count: Count) =>
  rows.reduce((sum, row) => sum + row[count], 0);

function exposedOf(
  { partnerId, why, modules }: Preview['partners'][number],
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
  };
}

const turns = ({ gains, loses, dependsOnOthers }: Readonly<Record<Count, number>>) =>
  gains + loses + dependsOnOthers > 0;

const totalsOf = (partners: readonly ExposedPartner[]): Totals => ({
  gains: sumOf(partners, 'gains'),
  loses: sumOf(partners, 'loses'),
  dependsOnOthers: sumOf(partners, 'dependsOnOthers'),
  partners: partners.filter(turns).length,
  paused: partners.filter((each) => each.why !== null).length,
});
