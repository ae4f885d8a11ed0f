/** How a grant looks: it shows, it also lets change, or it is paused. */
export type Look = 'view' | 'change' | 'paused';

const shafts = {
  right: 'M3.500 8h8.500M8.500 4.500 12 8l-3.500 3.500',
  left: 'M12.500 8H4M7.500 4.500 4 8l3.500 3.500',
} as const;

/** Which way something is shared: to the right from us, to the left to us. */
export const Arrow = ({ to, look, size = 18 }: { to: 'right' | 'left'; look: Look; size?: number }) => (
  <svg className="arrow" data-look={look} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
    <rect x="0.750" y="0.750" width="14.500" height="14.500" rx="3.500" />
    <path d={shafts[to]} />
  </svg>
);

/** What the arrows say. */
export const Legend = ({ direction }: { direction: string }) => (
  <ul className="glance-legend" aria-label="Legend">
    {direction !== 'received' && (
      <li>
        <Arrow to="right" look="view" /> We share
      </li>
    )}
    {direction !== 'given' && (
      <li>
        <Arrow to="left" look="view" /> Shared with us
      </li>
    )}
    <li>
      <Arrow to={direction === 'received' ? 'left' : 'right'} look="change" /> May make changes
    </li>
    <li>
      <Arrow to={direction === 'received' ? 'left' : 'right'} look="paused" /> Paused
    </li>
  </ul>
);
