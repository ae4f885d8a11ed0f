import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { type MapView, readView, viewText } from '../../map/geometry.ts';
import { mapLayers } from '../../map/layers.ts';

/** What of the map stands in its address beside the view: the chosen record, and what is left out. */
export interface MapAddress {
  /** "places/0198…": noun and id. */
  readonly record?: string;
  /** Of the record's panel. */
  readonly tab?: string;
  /** Agencies that are left out, separated by commas. */
  readonly hide?: string;
  /** Layers that are left out. */
  readonly off?: string;
  /** `table`: as a table. */
  readonly as?: string;
}

const parts = (text: string | undefined) => new Set((text ?? '').split(',').filter(Boolean));

/** The map's address, read and written. */
export function useMapAddress() {
  const search = useSearch({ strict: false }) as MapAddress;
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const [noun, id] = (search.record ?? '').split('/');
  const record = id && mapLayers.some((layer) => layer.noun === noun) ? { noun: noun!, id } : null;
  const change = (values: MapAddress, replace = true) =>
    void navigate({
      to: '/map',
      search: ((before: MapAddress) =>
        Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, value]) => value))) as never,
      hash: true,
      replace,
      resetScroll: false,
    });
  return {
    record,
    tab: search.tab ?? 'overview',
    hidden: useMemo(() => parts(search.hide), [search.hide]),
    off: useMemo(() => parts(search.off), [search.off]),
    asTable: search.as === 'table',
    view: readView(hash),
    change,
  };
}

/** Writes the view into the address without going anywhere. */
export function keepView(view: MapView): void {
  const { pathname, search } = location;
  history.replaceState(history.state, '', `${pathname}${search}#${viewText(view)}`);
}

/** Goes to the view of an address that was typed, followed or gone back to while the map is open. */
export function useNewView(go: (view: MapView) => void): void {
  const changed = useEffectEvent(() => {
    const view = readView(location.hash.slice(1));
    if (view) go(view);
  });
  useEffect(() => {
    const listen = () => changed();
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
}
