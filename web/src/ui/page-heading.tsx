import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

let shown = 0;

/**
 * The page's one heading, which names the browser's tab too. When it replaces another page or state the focus goes
 * to it, so that a screen reader says where one is; the first page of a visit keeps the browser's own focus.
 */
export function PageHeading({ children, tab }: { children: ReactNode; tab: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    shown += 1;
    const { activeElement } = document;
    const lost = !activeElement || activeElement === document.body;
    if (shown > 1 && lost) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <title>{`${tab} · Standpipe`}</title>
      <Title order={1} size="h2" ref={heading} tabIndex={-1} className="page-heading">
        {children}
      </Title>
    </>
  );
}
