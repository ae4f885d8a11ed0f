import { Tabs as Base } from '@mantine/core';
import type { ReactNode } from 'react';

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
}) => (
  <Base value={value} onChange={(next) => next && onChange(next)} keepMounted={false}>
    <Base.List aria-label={label}>
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
