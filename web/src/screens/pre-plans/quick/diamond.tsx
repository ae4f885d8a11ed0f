/** The NFPA 704 sign in digits, which read the same in day, dark and red. */
export function Diamond({
  health,
  flammability,
  instability,
  special = [],
}: {
  health?: number | undefined;
  flammability?: number | undefined;
  instability?: number | undefined;
  special?: readonly string[] | undefined;
}) {
  const digit = (value: number | undefined) => (value === undefined ? '–' : String(value));
  const said = [
    `Health ${digit(health)}`,
    `fire ${digit(flammability)}`,
    `instability ${digit(instability)}`,
    ...(special.includes('W') ? ['no water'] : []),
    ...(special.includes('OX') ? ['oxidizer'] : []),
    ...(special.includes('SA') ? ['simple asphyxiant'] : []),
  ].join(', ');
  const parts = [
    { at: [50, 25], text: digit(flammability), kind: 'fire' },
    { at: [25, 50], text: digit(health), kind: 'health' },
    { at: [75, 50], text: digit(instability), kind: 'instability' },
    { at: [50, 75], text: special.map((each) => (each === 'W' ? 'W̶' : each)).join(' '), kind: 'special' },
  ] as const;
  return (
    <svg className="quick-diamond" viewBox="0 0 100 100" role="img" aria-label={`NFPA 704: ${said}`}>
      {parts.map(({ at: [x, y], text, kind }) => (
        <g key={kind} data-kind={kind}>
          <path d={`M${x} ${y - 24} L${x + 24} ${y} L${x} ${y + 24} L${x - 24} ${y} Z`} />
          <text
            x={x}
            y={y}
            dominantBaseline="central"
            textAnchor="middle"
            data-small={text.length > 1 || undefined}
          >
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}
