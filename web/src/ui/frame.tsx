import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { Footer } from './footer.tsx';
import { Logo } from './logo.tsx';

// Only a picture: the page stands without it, above all the one that says that something has failed.
const Neighbors = lazy(() => import('./neighbors.tsx').catch(() => ({ default: () => <span /> })));

const wide = matchMedia('(min-width: 62em)');
const watchWidth = (changed: () => void) => {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
};

/** The page of somebody who is not signed in: one thing to do, and on a wide screen a picture of what it is for. */
export function Frame({ children }: { children: ReactNode }) {
  const roomy = useSyncExternalStore(watchWidth, () => wide.matches);
  return (
    <div className="frame">
      {roomy && (
        <aside className="frame-side" aria-label="What Standpipe is">
          <Suspense>
            <Neighbors />
          </Suspense>
          <p className="frame-claim">
            Fire and EMS agencies share records with the neighbors they choose: which records, with whom, and
            for how long.
          </p>
        </aside>
      )}
      <div className="frame-main">
        <header className="frame-head">
          <Link to="/" aria-label="Standpipe, start page" className="logo-link">
            <Logo />
          </Link>
        </header>
        <main className="frame-body">{children}</main>
        <Footer />
      </div>
    </div>
  );
}
