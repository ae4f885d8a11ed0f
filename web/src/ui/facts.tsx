import type { ReactNode } from 'react';

/** A record's fields: names and what stands in them; a dash where nothing does. Null leaves one out. */
export const Facts = ({ items }: { items: readonly (readonly [string, ReactNode] | null)[] }) => (
  <dl className="facts">
    {items
      .filter((each) => each !== null)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value === null || value === undefined || value === '' ? (
              <span className="nothing">—</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
  </dl>
);
