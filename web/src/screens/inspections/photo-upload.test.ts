import { expect, test } from 'vitest';
import { photoFault } from './photo-upload.ts';

test.each([
  ['IMG_0042.HEIC', ''],
  ['hydrant.heif', ''],
  ['no-ending', 'image/heic'],
])('%s (%s) is refused before it is sent', (name, type) => {
  expect(photoFault({ name, type })).toContain('HEIC');
});

test.each([
  ['IMG_0042.jpg', 'image/jpeg'],
  ['heic.png', 'image/png'],
])('%s is sent', (name, type) => {
  expect(photoFault({ name, type })).toBeNull();
});
