import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { PageHeading } from './page-heading.tsx';

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

/** What every screen begins with: where one is, its one heading, what can be done, and then the screen. */
export function Page({
  title,
  tab,
  crumbs = [],
  lead,
  actions,
  narrow = false,
  children,
}: {
  title: ReactNode;
  /** The browser tab's words, where the title is not plain text. */
  tab?: string;
  crumbs?: readonly Crumb[];
  lead?: ReactNode;
  actions?: ReactNode;
  /** For words and forms, which are hard to read and fill in when they run wide. */
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb" className="crumbs">
          {crumbs.map(({ label, to }, index) => (
            <Fragment key={to}>
              <Icon name={index === 0 ? 'left' : 'right'} size={14} />
              <Link to={to}>{label}</Link>
            </Fragment>
          ))}
        </nav>
      )}
      <div className="page-head">
        <div className="page-title">
          <PageHeading tab={tab ?? (typeof title === 'string' ? title : 'Standpipe')}>{title}</PageHeading>
          {lead && (
            <Text component="div" c="dimmed" className="page-lead">
              {lead}
            </Text>
          )}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
