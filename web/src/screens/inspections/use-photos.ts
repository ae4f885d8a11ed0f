import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, newKey } from '../../api/call.ts';
import type { Inspection, Violation } from '../../api/messages.ts';
import { asCallProblem, CallProblem } from '../../api/problem.ts';
import { saveInspection } from './inspection-save.ts';
import { photoFault, unsupportedPhoto, uploadPhoto } from './photo-upload.ts';
import { changeViolation } from './violation-changes.ts';

/** A photo on its way. */
export interface Sending {
  readonly key: string;
  readonly file: File;
  /** What the device shows of it meanwhile. */
  readonly address: string;
  readonly share: number;
  readonly problem: CallProblem | null;
}

/** The photos of a violation: those on their way, and what can be done with them. */
export function usePhotos(inspection: Inspection, at: number) {
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const latest = useRef<Violation>(inspection.violations[at]!);
  latest.current = inspection.violations[at] ?? latest.current;
  const standing = useRef(sending);
  standing.current = sending;
  useEffect(
    () => () => {
      for (const { address } of standing.current) URL.revokeObjectURL(address);
    },
    [],
  );

  const update = (key: string, change: Partial<Sending>) =>
    setSending((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const forget = ({ key, address }: Sending) => {
    setSending((all) => all.filter((each) => each.key !== key));
    URL.revokeObjectURL(address);
  };
  const send = async (one: Sending) => {
    update(one.key, { problem: null, share: 0 });
    try {
      const { id } = await uploadPhoto(inspection.id, one.file, one.key, (share) =>
        update(one.key, { share }),
      );
      await saveInspection(
        client,
        inspection.id,
        changeViolation(at, latest.current, (before) => ({
          ...before,
          photos: [...(before.photos ?? []), id],
        })),
      );
      forget(one);
    } catch (error) {
      update(one.key, { problem: asCallProblem(error) });
    }
  };
  return {
    sending,
    add: (files: Iterable<File>) => {
      const added = [...files].map(
        (file): Sending => ({
          key: newKey(),
          file,
          address: URL.createObjectURL(file),
          share: 0,
          problem: null,
        }),
      );
      setSending((all) => [...all, ...added]);
      for (const one of added) {
        const fault = photoFault(one.file);
        if (fault) update(one.key, { problem: new CallProblem(0, unsupportedPhoto, fault) });
        else void send(one);
      }
    },
    again: (one: Sending) => void send(one),
    forget,
    /** Takes a photo off the violation and deletes it. @throws CallProblem */
    remove: async (id: string) => {
      await saveInspection(
        client,
        inspection.id,
        changeViolation(at, latest.current, (before) => ({
          ...before,
          photos: (before.photos ?? []).filter((each) => each !== id),
        })),
      );
      await call('DELETE', `/v1/inspections/${inspection.id}/photos/${id}`, { ifMatch: 1 });
    },
  };
}
