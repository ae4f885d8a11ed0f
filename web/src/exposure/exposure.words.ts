/** What changes do, all partners together. */
export interface Totals {
  readonly gains: number;
  readonly loses: number;
  readonly dependsOnOthers: number;
  /** What dates to come will show and hide. */
  readonly laterGains: number;
  readonly laterLoses: number;
  /** For how many partners anything changes. */
  readonly partners: number;
  /** For how many nothing changes because their row is paused. */
  readonly paused: number;
}

const plain = new Intl.NumberFormat();
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'always' });

export const countText = (count: number): string => plain.format(count);
/** "+412" */
export const gainText = (count: number): string => signed.format(count);
/** "−3", with a minus as wide as the plus. */
export const lossText = (count: number): string => `−${plain.format(count)}`;

/** "1 record", "412 records". */
export const recordsText = (count: number): string =>
  `${plain.format(count)} ${count === 1 ? 'record' : 'records'}`;

/** What a change does, in one short line beside a Save. */
export function summaryText(totals: Totals): string {
  const { gains, loses, dependsOnOthers, laterGains, laterLoses, partners, paused } = totals;
  const parts = [
    gains > 0 && `shows ${countText(gains)} more ${gains === 1 ? 'record' : 'records'}`,
    loses > 0 && `hides ${gains > 0 ? countText(loses) : recordsText(loses)}`,
    dependsOnOthers > 0 && `${countText(dependsOnOthers)} depend on another agency`,
    laterGains > 0 && `later shows ${countText(laterGains)}`,
    laterLoses > 0 && `later hides ${countText(laterLoses)}`,
  ].filter((each) => each !== false);
  if (parts.length === 0)
    return paused > 0 ? 'Paused: no change for now' : 'No records become visible or hidden';
  const text = parts.join(', ');
  const to = partners > 1 ? ` · ${countText(partners)} partners` : '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${to}`;
}

/** Why some records count neither as gained nor as lost. */
export const othersText = (count: number, partner: string): string =>
  `${recordsText(count)} ${count === 1 ? 'is' : 'are'} at other agencies’ places or created by them. Whether ${partner} sees ${
    count === 1 ? 'it' : 'them'
  } also depends on what those agencies share.`;
