import { Anchor } from '@mantine/core';
import { SchemeSwitch } from './scheme-switch.tsx';

/** Stands under every page. */
export const Footer = () => (
  <footer className="footer">
    <Anchor href="/api/docs" size="sm">
      API reference
    </Anchor>
    <SchemeSwitch />
  </footer>
);
