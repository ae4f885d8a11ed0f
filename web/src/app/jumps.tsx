import { useNavigate } from '@tanstack/react-router';
import { useMe, useReadOnly } from '../ui/me.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { itemsFor, type NavigationItem } from './navigation.ts';

/** `g` and a letter lead to a screen. */
export const Jumps = () =>
  itemsFor(useMe(), useReadOnly())
    .filter((item) => item.jump)
    .map((item) => <Jump key={item.to} item={item} />);

function Jump({ item }: { item: NavigationItem }) {
  const navigate = useNavigate();
  useShortcut(`g ${item.jump}`, `Go to ${item.label}`, () => void navigate({ to: item.to }));
  return null;
}
