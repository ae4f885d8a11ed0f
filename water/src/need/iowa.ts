import { type Outcome, plain, positive } from '../units.ts';
import type { Need } from './need.ts';

export interface IowaInput {
  readonly lengthFt: number;
  readonly widthFt: number;
  readonly heightFt: number;
}

/** Iowa State: the volume of the largest single space ÷ 100. */
export function iowaNeed({ lengthFt, widthFt, heightFt }: IowaInput): Outcome<Need> {
  const refusals = [
    ...positive(lengthFt, 'lengthFt', 'the length in feet'),
    ...positive(widthFt, 'widthFt', 'the width in feet'),
    ...positive(heightFt, 'heightFt', 'the height in feet'),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const volume = lengthFt * widthFt * heightFt;
  const gpm = volume / 100;
  return {
    ok: true,
    result: {
      method: 'iowa',
      edition: 'Iowa State',
      gpm,
      steps: [
        {
          label: 'Volume',
          formula: `${plain(lengthFt)} × ${plain(widthFt)} × ${plain(heightFt)}`,
          value: volume,
          unit: 'ft³',
        },
        { label: 'Needed flow', formula: `${plain(volume)} ÷ 100`, value: gpm, unit: 'gpm' },
      ],
    },
  };
}
