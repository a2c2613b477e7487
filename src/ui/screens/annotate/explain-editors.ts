/**
 * One editor per kind of explanation, inside the pop-up. An editor changes the draft through `labelling`; what the draft
 * holds is stored when it is done. The editor for sentences is loaded with the pop-up.
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

const SentenceEditor = lazy(async () => ({
  default: (await import('./sentence/sentence-editor.tsx')).SentenceEditor,
}));

/** Fetched before it is needed: who labels with a key types on at once. */
export const preloadEditors = (): void => void SentenceEditor.preload();

export const explainEditors: Readonly<Record<ExplanationKind, Component<ExplainEditorProps>>> = {
  trigger: TriggerEditor,
  nl: SentenceEditor,
};
