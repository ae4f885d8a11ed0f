import { useNavigate, useSearch } from '@tanstack/react-router';

export type FilterValues = Readonly<Record<string, string | undefined>>;

/** What the address filters by, and a way to change some of it; an empty value goes away. */
export function useFilters(): readonly [FilterValues, (changes: FilterValues) => void] {
  const values = useSearch({ strict: false }) as FilterValues;
  const navigate = useNavigate();
  const change = (changes: FilterValues) =>
    void navigate({
      to: '.',
      search: ((before: FilterValues) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value))) as never,
      replace: true,
      resetScroll: false,
    });
  return [values, change];
}
