export * from './attachment.ts';
export * from './content.ts';
export type { PrePlanField, PrePlanFields } from './fields.ts';
export * from './pre-plan.ts';
export * from './sections.ts';
