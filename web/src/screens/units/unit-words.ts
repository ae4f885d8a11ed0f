import type { Unit } from '../../api/messages.ts';

/** NERIS unit types in the words of the trade. */
export const unitTypeWords: Readonly<Record<Unit['type'], string>> = {
  ENGINE_STRUCT: 'Engine',
  ENGINE_WUI: 'Wildland engine',
  LADDER_SMALL: 'Ladder, small',
  LADDER_QUINT: 'Ladder, quint',
  LADDER_TALL: 'Ladder, tall',
  LADDER_TILLER: 'Ladder, tiller',
  QUINT_TALL: 'Quint, tall',
  PLATFORM: 'Platform',
  PLATFORM_QUINT: 'Platform, quint',
  ALS_AMB: 'ALS ambulance',
  BLS_AMB: 'BLS ambulance',
  EMS_NOTRANS: 'EMS, no transport',
  EMS_SUPV: 'EMS supervisor',
  MAB: 'Mobile ambulance bus',
  CHIEF_STAFF_COMMAND: 'Chief or command',
  RESCUE_HEAVY: 'Rescue, heavy',
  RESCUE_MEDIUM: 'Rescue, medium',
  RESCUE_LIGHT: 'Rescue, light',
  RESCUE_USAR: 'Rescue, USAR',
  RESCUE_WATER: 'Rescue, water',
  HAZMAT: 'Hazmat',
  DECON: 'Decontamination',
  TENDER: 'Tender',
  FOAM: 'Foam',
  ARFF: 'ARFF',
  BOAT: 'Boat',
  BOAT_LARGE: 'Boat, large',
  CREW: 'Crew',
  CREW_TRANS: 'Crew transport',
  DOZER: 'Dozer',
  HELO_GENERAL: 'Helicopter',
  HELO_FIRE: 'Helicopter, fire',
  HELO_RESCUE: 'Helicopter, rescue',
  AIR_TANKER: 'Air tanker',
  AIR_EMS: 'Air ambulance',
  AIR_RECON: 'Air recon',
  UAS_FIRE: 'Drone, fire',
  UAS_RECON: 'Drone, recon',
  SCBA: 'SCBA',
  AIR_LIGHT: 'Air and light',
  REHAB: 'Rehab',
  MOBILE_ICP: 'Mobile command post',
  MOBILE_COMMS: 'Mobile communications',
  ATV_EMS: 'ATV, EMS',
  ATV_FIRE: 'ATV, fire',
  INVEST: 'Investigation',
  UTIL: 'Utility',
  POV: 'Personal vehicle',
  OTHER_GROUND: 'Other',
};

export const unitTypeChoices = Object.entries(unitTypeWords).map(([value, label]) => ({ value, label }));

export const unitLabels = { callSign: 'Call sign', type: 'Type', notes: 'Internal notes' };

const mph = 2.236936;
const winds = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** "12 mph, NW"; null where nothing is known. */
export function motionText({ speed, course }: Pick<Unit, 'speed' | 'course'>): string | null {
  const parts = [
    speed === null ? null : `${Math.round(speed * mph)} mph`,
    course === null ? null : winds[Math.round(course / 45) % 8]!,
  ].filter((each) => each !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}
