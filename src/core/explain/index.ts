export type { LogicalForm } from './logical-form.ts';
