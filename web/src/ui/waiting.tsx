import { Loader } from '@mantine/core';

/** Says that something is being fetched; it fades in late, so that a quick answer shows nothing at all. */
export const Waiting = ({ what }: { what: string }) => (
  <div className="waiting" role="status">
    <Loader size="sm" aria-hidden="true" />
    <span>Loading {what}…</span>
  </div>
);
