export * from './common.ts';
export * from './permit.ts';
export * from './changes.ts';
