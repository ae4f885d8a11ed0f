import { Button, Group, Text, Textarea } from '@mantine/core';
import type { SensitiveField } from '@standpipe/contract/community-connect-types';
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import type { CommunityProfile, Revealed } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { filled } from '../../ui/filled.ts';
import { useMay } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { needWords, sensitiveWords } from './profile-words.ts';

type Fields = Revealed['fields'];

/** A sensitive field as people read it. */
function textOf(name: SensitiveField, fields: Fields): string {
  if (name === 'needs') return (fields.needs ?? []).map((each) => needWords[each]).join(', ');
  if (name === 'contactPhones')
    return (fields.contactPhones ?? []).map((each) => `${each.name}: ${each.phone}`).join('\n');
  return fields[name] ?? '';
}

/** The minutes and seconds left until a moment, each second anew; null once it has come. */
function useCountdown(until: string | null): string | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!until) return;
    setNow(Date.now());
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, [until]);
  const left = until ? Math.ceil((Date.parse(until) - now) / 1000) : 0;
  return left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` : null;
}

/** The sensitive fields: shown to the own agency that may reveal them, masked to everybody else until they say why. */
export function SensitivePart({ profile }: { profile: CommunityProfile }) {
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const left = useCountdown(revealed?.until ?? null);
  const mayReveal = useMay('Community Connect - Reveal');
  const fields: Fields | undefined = profile.sensitive ?? (left ? revealed?.fields : undefined);
  if (profile.masked.length === 0) return null;
  return (
    <section aria-labelledby="sensitive" className="record-part">
      <h2 id="sensitive">Needs and codes</h2>
      <Facts
        items={profile.masked.map((name) => [
          sensitiveWords[name],
          fields ? (
            <span key={name} className="record-text">
              {textOf(name, fields)}
            </span>
          ) : (
            <span key={name} role="img" aria-label="Masked">
              ••••••
            </span>
          ),
        ])}
      />
      {!profile.sensitive && left && (
        <Text mt="xs" size="sm" role="status">
          Hidden again in {left}. {profile.agency.name} was notified.
        </Text>
      )}
      {!profile.sensitive && !left && (
        <Group mt="sm">
          {mayReveal ? (
            <Button size="sm" onClick={() => setAsking(true)}>
              Reveal…
            </Button>
          ) : (
            <Text size="sm">You need the permission Community Connect - Reveal to see these.</Text>
          )}
        </Group>
      )}
      <RevealDialog
        profile={profile}
        opened={asking}
        close={() => setAsking(false)}
        done={(answer) => {
          setRevealed(answer);
          setAsking(false);
        }}
      />
    </section>
  );
}

function RevealDialog({
  profile,
  opened,
  close,
  done,
}: {
  profile: CommunityProfile;
  opened: boolean;
  close: () => void;
  done: (answer: Revealed) => void;
}) {
  const api = useApiForm({
    initialValues: { reason: '' },
    labels: { reason: 'Reason' },
    validate: { reason: filled('Enter the reason.') },
    send: async ({ reason }) =>
      done(
        await call<Revealed>('POST', `/v1/community-connect/${profile.id}/reveal`, {
          body: { reason: reason.trim() },
        }),
      ),
  });
  return (
    <Dialog opened={opened} close={close} title="Reveal needs and codes?">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void api.submit();
        }}
      >
        <Text mt="xs">
          {profile.agency.name} is notified at once and reads your reason. The fields stay visible for 45
          minutes.
        </Text>
        <ProblemAlert problem={api.problem} />
        <Textarea
          mt="md"
          label="Reason"
          required
          maxLength={500}
          autosize
          minRows={2}
          placeholder="Smoke reported, crew on the way"
          data-autofocus
          {...api.form.getInputProps('reason')}
        />
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button size="sm" variant="default" onClick={close}>
            Cancel
          </Button>
          <Button size="sm" type="submit" loading={api.busy}>
            Reveal
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
