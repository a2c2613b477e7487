/** A label that is being given, before it is stored: what it stands on, and the reasons picked or written so far. */
import type { LogicalForm } from '#core/explain';
import type { Target } from '#core/project';
import type { TriggerGroups } from './trigger-draft.ts';

export interface LabelDraft {
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
  /** Set where explanations of a stored label are edited. */
  readonly annotationId?: string;
  /** Set where one stored sentence is being rewritten. */
  readonly explanationId?: string;
  readonly groups: TriggerGroups;
  readonly active: number;
  readonly sentence: string;
  /** What was understood of exactly this sentence; not kept with the stored draft, which is read anew. */
  readonly understood?: { readonly sentence: string; readonly form: LogicalForm };
}
