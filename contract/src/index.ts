export * from './common.ts';
export * from './permit.ts';
export * from './changes.ts';
export * from './agency.ts';
export * from './notice.ts';
export * from './audit.ts';
