import sharp from 'sharp';

type Box = readonly [left: number, top: number, width: number, height: number, color: string];

const width = 960;
const height = 720;
const room: readonly Box[] = [
  [0, 0, width, 520, '#d8d3c8'],
  [0, 520, width, 200, '#8d8578'],
];

/** What the demo's photos show, drawn in flat shapes: nobody's real building. */
const scenes: Readonly<Record<string, readonly Box[]>> = {
  blockedExit: [
    ...room,
    [360, 120, 240, 400, '#5a6b52'],
    [560, 320, 18, 40, '#d9c65a'],
    [400, 70, 160, 36, '#2f8f4e'],
    [300, 360, 180, 180, '#b08a55'],
    [420, 440, 220, 160, '#a17a46'],
    [330, 250, 140, 110, '#c29a63'],
  ],
  extinguisher: [
    ...room,
    [430, 230, 100, 250, '#b3261e'],
    [455, 190, 50, 40, '#333333'],
    [450, 300, 60, 80, '#f4efe2'],
    [470, 385, 40, 60, '#e6c94a'],
  ],
  wedgedDoor: [
    ...room,
    [300, 100, 30, 430, '#6e6a64'],
    [330, 100, 190, 420, '#7a8c99'],
    [480, 500, 90, 26, '#8a5a2b'],
    [620, 100, 40, 430, '#6e6a64'],
  ],
};

export const sceneNames = Object.keys(scenes);

/** One of the scenes as a PNG. */
export function paint(scene: string): Promise<Buffer> {
  const composed = (scenes[scene] ?? room).map(([left, top, w, h, background]) => ({
    input: { create: { width: w, height: h, channels: 3 as const, background } },
    left,
    top,
  }));
  return sharp({ create: { width, height, channels: 3, background: '#000000' } })
    .composite(composed)
    .png()
    .toBuffer();
}
