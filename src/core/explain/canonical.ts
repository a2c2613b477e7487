import type { LogicalForm } from './logical-form.ts';
export function printForm(form: LogicalForm): string {
  return JSON.stringify(form);
}
