/** An agency's colour, beside its name. */
export const AgencyMark = ({ color, large = false }: { color: string; large?: boolean }) => (
  <span
    className={large ? 'agency-mark agency-mark-large' : 'agency-mark'}
    style={{ backgroundColor: color }}
    aria-hidden="true"
  />
);
