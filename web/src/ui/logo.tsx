/** The mark: a standpipe's two inlets over its riser. */
export const Logo = ({ size = 28, bare = false }: { size?: number; bare?: boolean }) => (
  <span className="logo">
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <g fill="none" stroke="#fff" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 24.5V17L9.5 10.5M16 17l6.5-6.5" strokeWidth="3" />
        <path d="M10.5 24.5h11M7 13l5-5M20 8l5 5" strokeWidth="2.5" />
      </g>
    </svg>
    {!bare && <span>Standpipe</span>}
  </span>
);
