import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { useMe, useReadOnly } from '../ui/me.tsx';
import { type Group, itemsFor, type NavigationItem } from './navigation.ts';

const groups: readonly Group[] = ['Work', 'Admin', 'Operator'];

/** Where one may go, and nothing else. Folded, words stand in for themselves as titles. */
export function Sidebar({ folded }: { folded: boolean }) {
  const items = itemsFor(useMe(), useReadOnly());
  return (
    <nav className="side-nav" aria-label="Main">
      {groups.map((group) => {
        const some = items.filter((item) => item.group === group);
        if (some.length === 0) return null;
        return (
          <div key={group} className="side-group">
            {group !== 'Work' && <p className="side-label">{group}</p>}
            <ul>
              {some.map((item) => (
                <Item key={item.to} item={item} folded={folded} />
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

const Item = ({ item, folded }: { item: NavigationItem; folded: boolean }) => (
  <li>
    <Link
      to={item.to}
      className="side-item"
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      {...(folded && { title: item.label })}
    >
      <Icon name={item.icon} />
      <span className="side-word">{item.label}</span>
    </Link>
  </li>
);
