/**
 * One editor per kind of explanation, inside the pop-up. An editor changes the draft through `labelling`; what the draft
 * holds is stored when it is done. The editor for sentences is loaded when it is first needed.
 */
import { type Component, lazy } from 'solid-js';
import type { Document, ExplanationKind, Label } from '#core/project';
import type { LabelDraft, Labelling } from './labelling.ts';
import { TriggerEditor } from './trigger-editor.tsx';

export interface ExplainEditorProps {
  readonly doc: Document;
  readonly label: Label;
  readonly draft: LabelDraft;
  readonly labelling: Labelling;
}

export const explainEditors: Readonly<Record<ExplanationKind, Component<ExplainEditorProps>>> = {
  trigger: TriggerEditor,
  nl: lazy(async () => ({ default: (await import('./sentence/sentence-editor.tsx')).SentenceEditor })),
};
