import type { Photo } from '@standpipe/contract';
import { sendFile } from '../../ui/send-file.ts';

/** What the server takes. */
export const photoTypes = 'image/jpeg,image/png,image/webp';

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
