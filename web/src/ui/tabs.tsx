import { Tabs as Base } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

/** Parts of one page, one at a time. What is not shown is not asked for. */
export const Tabs = ({
  value,
  onChange,
  label,
  tabs,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  tabs: readonly { readonly value: string; readonly label: ReactNode; readonly content: ReactNode }[];
}) => {
  const list = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex((tab) => tab.value === value);
  useEffect(() => {
    if (!list.current) return;
    // Tells its first size too, and that of a tablet that was turned.
    const watch = new ResizeObserver(([entry]) => bringIntoView(entry?.target, at));
    watch.observe(list.current);
    return () => watch.disconnect();
  }, [at]);
  return (
    <Base value={value} onChange={(next) => next && onChange(next)} keepMounted={false}>
      <Base.List ref={list} aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} pt="md">
          {tab.content}
        </Base.Panel>
      ))}
    </Base>
  );
};

/** Pushes tabs that do not all fit along, until the chosen one stands in the middle. */
function bringIntoView(list: Element | undefined, at: number): void {
  const tab = list?.children[at];
  if (!list || !tab) return;
  const [all, one] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  list.scrollLeft += one.left - all.left - (all.width - one.width) / 2;
}
