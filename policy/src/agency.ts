/** The identity of one agency (a fire or EMS department, or a partner jurisdiction): a UUID in its text form. */
export type AgencyId = string & { readonly __brand: 'AgencyId' };

/** Marks a string that was checked to be an agency's id, at the edges where ids come in. */
export const agencyId = (id: string): AgencyId => id as AgencyId;
