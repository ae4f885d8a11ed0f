const { width, height, lines, counties } = __COUNTY_LINES__;
const [home, ...around] = counties;

/** County lines, one county in the middle, and what runs between it and its neighbors. */
export default function Neighbors() {
  return (
    <svg
      className="neighbors"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      fill="none"
    >
      {counties.map(({ name, outline }) => (
        <path key={name} d={outline} className={name === home!.name ? 'county-home' : 'county-near'} />
      ))}
      <path d={lines} className="county-lines" />
      {around.map(({ name, x, y }) => (
        <g key={name}>
          <path d={`M${home!.x} ${home!.y}L${x} ${y}`} className="pipe-line" />
          <circle cx={x} cy={y} r="5" className="pipe-end" />
        </g>
      ))}
      <circle cx={home!.x} cy={home!.y} r="8" className="pipe-home" />
    </svg>
  );
}
