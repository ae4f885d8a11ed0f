import './inside.css';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Me } from '../api/messages.ts';
import { asCallProblem, type CallProblem } from '../api/problem.ts';
import { actFor } from '../api/session.ts';
import { Footer } from '../ui/footer.tsx';
import { Logo } from '../ui/logo.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AgencySwitch } from './agency-switch.tsx';
import { PersonMenu } from './person-menu.tsx';

/** The page around what somebody who is signed in sees. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    await work().catch((error: unknown) => setProblem(asCallProblem(error)));
  };
  return (
    <div className="shell">
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <header className="shell-head">
        <div className="shell-bar">
          <Link to="/" aria-label="Standpipe, start page" className="logo-link">
            <Logo />
          </Link>
          <div className="shell-tools">
            <AgencySwitch me={me} choose={(id) => void attempt(() => actFor(client, id))} />
            <PersonMenu me={me} attempt={attempt} />
          </div>
        </div>
      </header>
      <main id="content" className="shell-body" tabIndex={-1}>
        <ProblemAlert problem={problem} />
        {children}
      </main>
      <Footer />
    </div>
  );
}
