import type { ModuleEntry } from '@standpipe/policy';
import { Link } from '@tanstack/react-router';
import { AgencyName } from '../../ui/provenance.tsx';
import { Arrow, type Look } from './arrow.tsx';
import type { Crossing } from './crossings.ts';
import { changes, levelText, type Received } from './grants.ts';

const lookOf = (grant: Received): Look => (!grant.inForce ? 'paused' : changes(grant) ? 'change' : 'view');
const textOf = (grant: Received) => `${levelText(grant)}${grant.inForce ? '' : ' (paused)'}`;

/** One partner: what goes to them and what comes from them. */
export const GlanceRow = ({
  row: { partner, cells },
  columns,
  direction,
}: {
  row: Crossing;
  columns: readonly ModuleEntry[];
  direction: string;
}) => (
  <tr>
    <th scope="row">
      <Link
        to="/sharing"
        search={{ tab: direction === 'received' ? 'received' : 'given', q: partner.name } as never}
        className="glance-partner"
      >
        <AgencyName agency={partner} />
      </Link>
    </th>
    {columns.map(({ module, sheet }, at) => {
      const cell = cells[module];
      const given = direction === 'received' ? undefined : cell?.given;
      const received = direction === 'given' ? undefined : cell?.received;
      const words = [
        given && `We share: ${textOf(given)}`,
        received && `Shared with us: ${textOf(received)}`,
      ].filter(Boolean);
      return (
        <td
          key={module}
          title={words.join('\n') || undefined}
          data-first={columns[at - 1]?.sheet !== sheet || undefined}
        >
          <span className="glance-cell" data-ways={direction || undefined}>
            {given ? <Arrow to="right" look={lookOf(given)} /> : <i />}
            {received ? <Arrow to="left" look={lookOf(received)} /> : <i />}
          </span>
          <span className="visually-hidden">{words.join('. ') || 'Nothing'}</span>
        </td>
      );
    })}
  </tr>
);
