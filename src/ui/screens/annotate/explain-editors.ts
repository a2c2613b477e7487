/**
 * One editor per kind of explanation, inside the pop-up. An editor changes the draft through `labelling`; what the draft
 * holds is stored when it is done. The editor for sentences is loaded with the pop-up.
 */
import { type Component, lazy } from 'solid-js';
import type { ExplanationKind } from '#core/project';
import type { ExplainEditorProps } from './explain-editor-props.ts';
import { TriggerEditor } from './trigger-editor.tsx';

const SentenceEditor = lazy(async () => ({
  default: (await import('./sentence/sentence-editor.tsx')).SentenceEditor,
}));

/** Fetched before it is needed: who labels with a key types on at once. */
export const preloadEditors = (): void => void SentenceEditor.preload();

export const explainEditors: Readonly<Record<ExplanationKind, Component<ExplainEditorProps>>> = {
  trigger: TriggerEditor,
  nl: SentenceEditor,
};
