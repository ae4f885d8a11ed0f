import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import type { CallProblem } from '../api/problem.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** The form of a record: its fields, what is wrong with none of them in particular, and its buttons. */
export const RecordForm = ({
  api: { props, problem, busy },
  save,
  cancel,
  children,
}: {
  api: {
    readonly props: ComponentPropsWithRef<'form'>;
    readonly problem: CallProblem | null;
    readonly busy: boolean;
  };
  /** The words of the one button, or buttons of one's own. */
  save: ReactNode;
  /** Where it leads to when nothing is saved. */
  cancel: string;
  children: ReactNode;
}) => (
  <form {...props} className="record-form">
    {children}
    <ProblemAlert problem={problem} />
    <div className="form-end">
      {typeof save === 'string' ? (
        <Button size="sm" type="submit" loading={busy}>
          {save}
        </Button>
      ) : (
        save
      )}
      <Button
        size="sm"
        variant={typeof save === 'string' ? 'default' : 'subtle'}
        renderRoot={(link) => <Link to={cancel} {...link} />}
      >
        Cancel
      </Button>
    </div>
  </form>
);
