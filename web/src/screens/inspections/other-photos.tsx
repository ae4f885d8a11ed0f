import { UnstyledButton } from '@mantine/core';
import type { Photo } from '@standpipe/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Inspection } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { useCan } from '../../ui/me.tsx';
import { photoAddress } from './photo-upload.ts';
import { PhotoView } from './photo-view.tsx';

/** Own photos that no violation shows, such as those that another program sent: to be looked at, and deleted. */
export function OtherPhotos({ inspection }: { inspection: Inspection }) {
  const client = useQueryClient();
  const editable = useCan(inspection)('edit');
  const [shown, setShown] = useState<string | null>(null);
  const { id, violations } = inspection;
  const key = keys.under('inspections', id, 'photos');
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      call<{ items: readonly Photo[] }>('GET', `/v1/inspections/${id}/photos`, { signal }),
  });
  const ofViolations = new Set(violations.flatMap(({ photos = [] }) => photos));
  const others = (data?.items ?? []).filter((each) => !ofViolations.has(each.id));
  if (others.length === 0) return null;
  const remove = async (photo: string) => {
    await call('DELETE', `/v1/inspections/${id}/photos/${photo}`, { ifMatch: 1 });
    await client.invalidateQueries({ queryKey: key });
  };
  const nameOf = (at: number) => `Photo ${at + 1} without a violation`;
  return (
    <section aria-labelledby="other-photos" className="inspection-part">
      <div className="part-head">
        <h2 id="other-photos">
          Other photos <small>your agency only, not in the report</small>
        </h2>
      </div>
      <div className="photos">
        {others.map((photo, at) => (
          <UnstyledButton
            key={photo.id}
            className="photo"
            aria-label={`Open ${nameOf(at).toLowerCase()}`}
            onClick={() => setShown(photo.id)}
          >
            <img src={photoAddress(id, photo.id)} alt="" loading="lazy" />
          </UnstyledButton>
        ))}
      </div>
      <PhotoView
        inspection={inspection}
        id={shown}
        name={shown ? nameOf(others.findIndex((photo) => photo.id === shown)) : ''}
        remove={editable ? remove : null}
        close={() => setShown(null)}
      />
    </section>
  );
}
