import { Button, CloseButton, UnstyledButton } from '@mantine/core';
import { type ChangeEvent, useId, useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { photoAddress, photoTypes, unsupportedPhoto } from './photo-upload.ts';
import { PhotoView } from './photo-view.tsx';
import { type Sending, usePhotos } from './use-photos.ts';

/** The photos of a violation; where it may be changed, with a camera and a file chooser. */
export function PhotoStrip({
  inspection,
  at,
  editable,
}: {
  inspection: Inspection;
  at: number;
  editable: boolean;
}) {
  const photos = usePhotos(inspection, at);
  const [shown, setShown] = useState<string | null>(null);
  const { description, photos: ids = [] } = inspection.violations[at]!;
  const nameOf = (index: number) => `Photo ${index + 1} of: ${description}`;
  if (ids.length === 0 && !editable) return null;
  return (
    <div className="photos">
      {ids.map((id, index) => (
        <UnstyledButton
          key={id}
          className="photo"
          aria-label={`Open ${nameOf(index).toLowerCase()}`}
          onClick={() => setShown(id)}
        >
          <img src={photoAddress(inspection.id, id)} alt="" loading="lazy" />
        </UnstyledButton>
      ))}
      {photos.sending.map((one) => (
        <OnItsWay key={one.key} one={one} again={() => photos.again(one)} forget={() => photos.forget(one)} />
      ))}
      {editable && ids.length + photos.sending.length < 20 && <AddPhotos add={photos.add} of={description} />}
      <PhotoView
        inspection={inspection}
        id={shown}
        name={shown ? nameOf(ids.indexOf(shown)) : ''}
        remove={editable ? photos.remove : null}
        close={() => setShown(null)}
      />
    </div>
  );
}

const OnItsWay = ({ one, again, forget }: { one: Sending; again: () => void; forget: () => void }) => (
  <div className="photo photo-sending">
    <img src={one.address} alt="" />
    {one.problem ? (
      <div className="photo-problem" role="alert">
        <p>{one.problem.message}</p>
        <div className="photo-choices">
          {one.problem.code !== unsupportedPhoto && (
            <Button size="compact-sm" variant="default" onClick={again}>
              Try again
            </Button>
          )}
          <CloseButton size="sm" aria-label={`Remove ${one.file.name}`} onClick={forget} />
        </div>
      </div>
    ) : (
      <progress max={1} value={one.share} aria-label={`Sending ${one.file.name}`} />
    )}
  </div>
);

function AddPhotos({ add, of }: { add: (files: Iterable<File>) => void; of: string }) {
  const [camera, files] = [useId(), useId()];
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    add(event.currentTarget.files ?? []);
    event.currentTarget.value = '';
  };
  return (
    <>
      <label className="photo-add photo-camera" htmlFor={camera}>
        <Icon name="camera" size={20} />
        Take a photo
        <input
          id={camera}
          className="visually-hidden"
          type="file"
          accept={photoTypes}
          capture="environment"
          aria-label={`Take a photo of: ${of}`}
          onChange={take}
        />
      </label>
      <label className="photo-add" htmlFor={files}>
        <Icon name="upload" size={20} />
        Add photos
        <input
          id={files}
          className="visually-hidden"
          type="file"
          accept={photoTypes}
          multiple
          aria-label={`Add photos of: ${of}`}
          onChange={take}
        />
      </label>
    </>
  );
}
