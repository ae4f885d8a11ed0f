/** What hydrants can be, and which fields each type has. Without schemas, so that pages may read it. */

/** Fed by a water main; the others are drafted from. */
export const pressurizedTypes = ['dryBarrel', 'wetBarrel', 'flush', 'wall', 'standpipePost'] as const;
export const draftingTypes = ['dryHydrant', 'cistern', 'pond', 'tank', 'riverAccess'] as const;
export const hydrantTypes = [...pressurizedTypes, ...draftingTypes] as const;
export type HydrantType = (typeof hydrantTypes)[number];
export const hydrantStatuses = ['inService', 'outOfService'] as const;
/** NFPA 291: AA from 1,500 gpm at 20 psi, A from 1,000, B from 500, C below. */
export const flowClasses = ['AA', 'A', 'B', 'C'] as const;
export const outletThreads = ['nst', 'storz', 'local'] as const;
export const nozzleShapes = ['smooth', 'square', 'projecting'] as const;

const ofMain = ['deadEndMain', 'privateMain', 'sharesSprinklerSupply', 'pressureZone'] as const;
const drafted = ['liftFt', 'turnaround'] as const;

/** The fields that only some types have. A field that is not named here is one of every type. */
export const fieldsOfType: { readonly [T in HydrantType]: readonly string[] } = {
  dryBarrel: ['mainSizeIn', ...ofMain],
  wetBarrel: ['mainSizeIn', ...ofMain],
  flush: ['mainSizeIn', ...ofMain],
  wall: ofMain,
  standpipePost: ['mainSizeIn', ...ofMain],
  dryHydrant: drafted,
  cistern: [...drafted, 'volumeGal'],
  pond: [...drafted, 'volumeGal'],
  tank: [...drafted, 'volumeGal'],
  riverAccess: drafted,
};
const typed: readonly string[] = [...new Set(Object.values(fieldsOfType).flat())];

/** Does a hydrant of this type have the field? */
export const hasField = (type: HydrantType, field: string): boolean =>
  !typed.includes(field) || fieldsOfType[type].includes(field);
