import { shownGpm } from '@standpipe/water';
import type { Hydrant } from '../../api/messages.ts';
import './hydrants.css';

/** The class as NFPA 291 letters; the color repeats what the letters say. */
export const FlowClass = ({ name, stale = false }: { name: string | null | undefined; stale?: boolean }) =>
  name ? (
    <span className="flow-class" data-class={stale ? 'stale' : name}>
      <span className="visually-hidden">Class </span>
      {name}
    </span>
  ) : (
    <span className="nothing">Not rated</span>
  );

/** "1,920 gpm": rounded down, so that it never reads as the next class. */
export const gpmText = (gpm: number): string => `${shownGpm(gpm).toLocaleString()} gpm`;

/** A hydrant's class and rated flow, and that the test behind it is old. */
export function Rating({ hydrant }: { hydrant: Hydrant }) {
  const { flowClass, ratedFlowGpm, ratingStale } = hydrant;
  return (
    <span className="rating">
      <FlowClass name={flowClass} stale={ratingStale === true} />
      {typeof ratedFlowGpm === 'number' && <span className="rating-flow">{gpmText(ratedFlowGpm)}</span>}
      {ratingStale && <small>tested more than 5 years ago</small>}
    </span>
  );
}
