import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Agency, Link } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { useCreate } from '../../ui/create.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { AgencySelect } from './agency-select.tsx';

type Pair = readonly [Agency | null, Agency | null];

const nobody: Pair = [null, null];

/** Chooses two agencies and links them. */
export function LinkAdd({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreate<Link>('operator/links');
  const [[one, other], setPair] = useState<Pair>(nobody);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setPair(nobody);
    setMissing(false);
    setProblem(null);
    onClose();
  };
  const choose = (pair: Pair) => {
    setPair(pair);
    setProblem(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (!one || !other || one.id === other.id) return;
    setBusy(true);
    try {
      await create({ agencies: [one.id, other.id] });
      toast(`${one.name} and ${other.name} are linked`);
      close();
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const needed = (agency: Agency | null) => (missing && !agency ? 'Choose an agency.' : null);
  const same = one && other && one.id === other.id ? 'Choose two different agencies.' : null;
  const shared =
    one && other && !same && other.countyFipsList.some((fips) => one.countyFipsList.includes(fips));
  return (
    <Dialog opened={opened} close={close} size={520} title="Link two agencies">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" mt="sm">
          <AgencySelect
            label="First agency"
            value={one}
            error={needed(one)}
            autoFocus
            onChange={(agency) => choose([agency, other])}
          />
          <AgencySelect
            label="Second agency"
            value={other}
            error={same ?? needed(other)}
            onChange={(agency) => choose([one, agency])}
          />
          {shared && (
            <p className="record-note" role="status">
              They share a county and are already partners. The link keeps them partners if one leaves the
              county.
            </p>
          )}
          <ProblemAlert problem={problem} />
        </Stack>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button size="sm" variant="default" onClick={close}>
            Cancel
          </Button>
          <Button size="sm" type="submit" loading={busy}>
            Link agencies
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
