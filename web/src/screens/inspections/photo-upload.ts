import type { Photo } from '@standpipe/contract';
import { sendFile } from '../../ui/send-file.ts';

/** What the server takes. */
export const photoTypes = 'image/jpeg,image/png,image/webp';

/** The code of a problem with a file that is not sent at all. */
export const unsupportedPhoto = 'unsupported_photo';

/** Why a file is not sent at all, judged by its name and type; null: it may be. */
export const photoFault = ({ name, type }: Pick<File, 'name' | 'type'>): string | null =>
  /\.hei[cf]s?$/i.test(name) || /^image\/hei[cf]/.test(type)
    ? 'HEIC photos are not supported. On an iPhone, choose Settings, Camera, Formats, Most Compatible, or save the photo as JPEG.'
    : null;

/** Sends a photo as it is, and says how far it is. @throws CallProblem */
export const uploadPhoto = (
  inspectionId: string,
  file: File,
  key: string,
  progress: (share: number) => void,
): Promise<Photo> => sendFile<Photo>(`/v1/inspections/${inspectionId}/photos`, file, key, progress);

/** Where a photo's bytes are. */
export const photoAddress = (
  inspectionId: string,
  id: string,
  size: 'preview' | 'full' = 'preview',
): string => `/api/v1/inspections/${inspectionId}/photos/${id}?size=${size}`;
