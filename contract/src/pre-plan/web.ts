/** What the pages need of pre-plans beside their types: the sections as described, and edits over them. */
export * from './content.ts';
export type { PrePlanField, PrePlanFields } from './fields.ts';
export { type PrePlanSection, prePlanSections, prePlanWarnings, sides } from './sections.ts';
