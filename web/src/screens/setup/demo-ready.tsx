import { Button, Code, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DemoWelcome } from '../../api/messages.ts';
import { signInOr } from '../../ui/arrival.ts';
import { PageHeading } from '../../ui/page-heading.tsx';

/** The demo is there: who lives in it, and how to be one of them. */
export function DemoReady({ demo }: { demo: DemoWelcome & { ownPassword: string } }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);
  const enter = async (email: string, password: string) => {
    setBusy(email);
    await signInOr(client, email, password, 'operatorMade');
    await navigate({ to: '/', replace: true });
  };
  const agencies = [...new Set(demo.people.map(({ agency }) => agency))];
  return (
    <>
      <PageHeading tab="Demo loaded">The demo region is loaded</PageHeading>
      <Text c="dimmed" mt="xs">
        Sign in as one of these users to see it as their agency does. Everyone's password is{' '}
        <Code>{demo.password}</Code>. Yours is the one you chose.
      </Text>
      <Stack gap="md" mt="lg">
        <Button
          fullWidth
          loading={busy === demo.email}
          disabled={busy !== null}
          onClick={() => void enter(demo.email, demo.ownPassword)}
        >
          Continue as the operator
        </Button>
        <div className="demo-people">
          {agencies.map((agency) => (
            <section key={agency} aria-label={agency}>
              <h2>{agency}</h2>
              <ul>
                {demo.people
                  .filter((person) => person.agency === agency)
                  .map(({ name, role, email }) => (
                    <li key={email}>
                      <div>
                        <span>
                          {name} <span className="demo-role">{role}</span>
                        </span>
                        <span className="demo-email">{email}</span>
                      </div>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`Sign in as ${name}, ${agency}`}
                        loading={busy === email}
                        disabled={busy !== null}
                        onClick={() => void enter(email, demo.password)}
                      >
                        Sign in
                      </Button>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
      </Stack>
    </>
  );
}
