import type { Agency } from '../../api/messages.ts';

export type Sheet = keyof Agency['features'];

export const sheets: readonly Sheet[] = ['clientDataSharing', 'userDataSharing'];

/** The features that an operator enables on an account, each sheet by itself. */
export const featureWords: Readonly<Record<Sheet, { name: string; about: string; pauses: string }>> = {
  clientDataSharing: {
    name: 'Client Data Sharing',
    about:
      'Pre-plans, hydrants, Community Connect, addresses, device locations, command and messaging with agencies of the county and linked ones.',
    pauses: 'pre-plans, hydrants, Community Connect, addresses, device locations, command and messaging',
  },
  userDataSharing: {
    name: 'User Data Sharing',
    about: 'Inspections, permits and the Address Share Module with the agencies that its administrators add.',
    pauses: 'inspections, permits and the Address Share Module',
  },
};
