import { Icon } from './icon.tsx';

/** Says that a record is kept from every partner. */
export const WithheldMark = () => (
  <span className="withheld-mark" title="Not shared with any partner">
    <Icon name="eyeShut" size={14} />
    Withheld
  </span>
);
