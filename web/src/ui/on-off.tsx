import { Icon } from './icon.tsx';

/** A state in a word and a sign, never by colour alone. */
export const OnOff = ({ on, words = ['On', 'Off'] }: { on: boolean; words?: readonly [string, string] }) => (
  <span className={on ? 'on-off on' : 'on-off'}>
    {on ? <Icon name="check" size={14} /> : <span className="off-sign" aria-hidden="true" />}
    {words[on ? 0 : 1]}
  </span>
);
