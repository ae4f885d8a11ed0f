import { type IconName, iconPath } from '../ui/icon.tsx';

const size = 18;

/** An icon of the pages as a picture for the map, twice as fine as it is shown. */
export function drawIcon(name: IconName, color: string): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * 2;
  const pen = canvas.getContext('2d')!;
  pen.scale((size * 2) / 24, (size * 2) / 24);
  pen.strokeStyle = color;
  pen.lineWidth = 2.2;
  pen.lineCap = pen.lineJoin = 'round';
  pen.stroke(new Path2D(iconPath(name)));
  return pen.getImageData(0, 0, size * 2, size * 2);
}
