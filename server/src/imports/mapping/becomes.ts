import type { FieldSamples, ImportKind, ImportMapping } from '@standpipe/contract';
import { readField } from './mapper.ts';
import type { Column } from './survey.ts';

const most = 5;

/** What samples of each mapped field become; a pair of columns that makes a point is shown as the point. */
export function becomes(
  kind: ImportKind,
  mapping: ImportMapping,
  columns: readonly Column[],
  sample: readonly { readonly cells: readonly string[] }[],
  zone: string,
): FieldSamples[] {
  const rows = sample.map(({ cells }) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? ''])),
  );
  return mapping.fields.flatMap((each) => {
    const read = readField(kind, mapping, each, zone);
    if (!read || each.constant !== undefined) return [];
    const [only] = each.columns?.length === 1 ? each.columns : [];
    const single = columns.find(({ name }) => name === only);
    const cells = single ? single.samples.map((text) => ({ [single.name]: text })) : rows;
    const point = ['lng', 'lat'].includes(each.field);
    const shown = new Map<string, FieldSamples['samples'][number]>();
    for (const row of point ? rows : cells) {
      const from = (each.columns ?? [])
        .map((name) => row[name] ?? '')
        .join(' ')
        .trim();
      if (from === '' || shown.has(from) || shown.size >= most) continue;
      const value = read(row);
      shown.set(
        from,
        'fault' in value ? { from, to: null, fault: value.fault } : { from, to: value.text, fault: null },
      );
    }
    return [{ field: each.field, samples: [...shown.values()] }];
  });
}
