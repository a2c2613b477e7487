/** The name of the person at this device, written into what they label: asked where people are compared and in the settings. */
import type { JSX } from 'solid-js';
import { annotatorName, setAnnotatorName } from '../state/annotator.ts';
import { useStore } from '../state/store-context.ts';
import { Field } from './field.tsx';
import './annotator-field.css';

export function AnnotatorField(props: { readonly label: string; readonly hint: string }): JSX.Element {
  const store = useStore();
  return (
    <Field label={props.label} hint={props.hint}>
      {(parts) => (
        <input
          {...parts}
          class="input annotator-name"
          dir="auto"
          maxlength="200"
          autocomplete="name"
          value={annotatorName()}
          onChange={(event) => void setAnnotatorName(store, event.currentTarget.value.trim())}
        />
      )}
    </Field>
  );
}
