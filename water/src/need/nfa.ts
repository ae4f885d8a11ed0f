import { isNumber, type Outcome, plain, positive, type Step } from '../units.ts';
import type { Need } from './need.ts';

export interface NfaInput {
  readonly lengthFt: number;
  readonly widthFt: number;
  readonly floorsInvolved: number;
  /** Part of a floor that is involved, 0 to 100. */
  readonly percentInvolved: number;
  readonly exposures: number;
}

/** National Fire Academy: length × width ÷ 3 for each floor involved, and a quarter of that for each exposure. */
export function nfaNeed(input: NfaInput): Outcome<Need> {
  const { lengthFt, widthFt, floorsInvolved, percentInvolved, exposures } = input;
  const refusals = [
    ...positive(lengthFt, 'lengthFt', 'the length in feet'),
    ...positive(widthFt, 'widthFt', 'the width in feet'),
    ...positive(floorsInvolved, 'floorsInvolved', 'the number of floors involved'),
    ...positive(percentInvolved, 'percentInvolved', 'the part involved in percent'),
  ];
  if (percentInvolved > 100)
    refusals.push({ field: 'percentInvolved', message: 'At most 100 percent can be involved.' });
  if (!isNumber(exposures) || exposures < 0)
    refusals.push({ field: 'exposures', message: 'Enter the number of exposures, 0 for none.' });
  if (refusals.length > 0) return { ok: false, refusals };
  const base = (lengthFt * widthFt * floorsInvolved) / 3;
  const involved = (base * percentInvolved) / 100;
  const gpm = involved + base * 0.25 * exposures;
  const steps: Step[] = [
    {
      label: 'Base flow, fully involved',
      formula: `${plain(lengthFt)} × ${plain(widthFt)} ÷ 3 × ${plain(floorsInvolved)}`,
      value: base,
      unit: 'gpm',
    },
    {
      label: 'Part involved',
      formula: `${plain(base)} × ${plain(percentInvolved)} %`,
      value: involved,
      unit: 'gpm',
    },
    {
      label: 'With exposures',
      formula: `${plain(involved)} + ${plain(base)} × 25 % × ${plain(exposures)}`,
      value: gpm,
      unit: 'gpm',
    },
  ];
  return { ok: true, result: { method: 'nfa', edition: 'NFA', gpm, steps } };
}
