/** What every editor of an explanation is given. */
import type { Document, Label } from '#core/project';
import type { LabelDraft } from './label-draft.ts';
import type { Labelling } from './labelling.ts';

export interface ExplainEditorProps {
  readonly doc: Document;
  readonly label: Label;
  readonly draft: LabelDraft;
  readonly labelling: Labelling;
}
