import { initials } from './initials.ts';

/** An agency's colour, beside its name. */
export const AgencyMark = ({ color }: { color: string }) => (
  <span className="agency-mark" style={{ backgroundColor: color }} aria-hidden="true" />
);

/** Relative luminance of "#rrggbb". Source: WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** An agency's colour with its initials, in white or black, whichever is easier to read on it. */
export const AgencyInitials = ({ name, color }: { name: string; color: string }) => (
  <span
    className="agency-initials"
    style={{ backgroundColor: color, color: luminance(color) > 0.179 ? '#000' : '#fff' }}
    aria-hidden="true"
  >
    {initials(name, 'next')}
  </span>
);
