import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { useCan } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { photoAddress } from './photo-upload.ts';

/** One photo, large: in full size for its own agency, as a preview for partners. */
export function PhotoView({
  inspection,
  id,
  name,
  remove,
  close,
}: {
  inspection: Inspection;
  id: string | null;
  name: string;
  /** Null: it may not be deleted. */
  remove: ((id: string) => Promise<void>) | null;
  close: () => void;
}) {
  const full = useCan(inspection)('download');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const leave = () => {
    setAsked(false);
    setProblem(null);
    close();
  };
  const go = async (photo: string, how: (id: string) => Promise<void>) => {
    setBusy(true);
    try {
      await how(photo);
      leave();
      toast('Photo deleted');
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal.Root opened={id !== null} onClose={leave} centered size="min(960px, 94vw)">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className="dialog-head">
            <Modal.Title className="photo-name">{name}</Modal.Title>
            <Modal.CloseButton size="lg" aria-label="Close" />
          </div>
          {id && (
            <img
              className="photo-large"
              src={photoAddress(inspection.id, id, full ? 'full' : 'preview')}
              alt={name}
            />
          )}
          <ProblemAlert problem={problem} />
          {id && remove && (
            <Group justify="space-between" mt="md" gap="xs">
              {asked ? (
                <>
                  <span>Delete this photo? You can't undo this.</span>
                  <Group gap="xs">
                    <Button size="sm" variant="default" data-autofocus onClick={() => setAsked(false)}>
                      Keep it
                    </Button>
                    <Button size="sm" color="red.8" loading={busy} onClick={() => void go(id, remove)}>
                      Delete
                    </Button>
                  </Group>
                </>
              ) : (
                <Button size="sm" variant="default" onClick={() => setAsked(true)}>
                  Delete this photo…
                </Button>
              )}
            </Group>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
