/** Editing a sentence: read again at each key press, stored with what was understood, kept as text where nothing was. */
import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import type { Annotation } from '#core/project';
import type { ExplainAnswer, RuleRow } from '#workers/rules/contract';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { type Ends, endsOf } from '../../state/explained.ts';
import { createLive } from '../../state/live.ts';
import { useStore } from '../../state/store-context.ts';
import { rulesWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';

/** The label that the sentence explains, with the spans of its arguments. */
interface Explained {
  readonly annotation: Annotation;
  readonly ends: Ends;
}

export function SentenceForm(props: {
  readonly row: RuleRow;
  readonly projectId: string;
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const t = () => m().explanations.details;
  const [sentence, setSentence] = createSignal(props.row.text);
  const [answer, setAnswer] = createSignal<ExplainAnswer>();
  const explained = createLive(
    () => props.row.annotationId,
    async (open, id): Promise<Explained | undefined> => {
      const annotation = await open.annotations.get(id);
      if (annotation === undefined) return undefined;
      const ends = await endsOf(open, annotation.target);
      return ends === undefined ? undefined : { annotation, ends };
    },
  );
  createEffect(() => {
    const about = explained();
    const text = sentence();
    if (about === undefined) return;
    let left = false;
    onCleanup(() => {
      left = true;
    });
    void rulesWorker()
      .then(
        (client) =>
          client.explain({
            projectId: props.projectId,
            documentId: about.annotation.documentId,
            labelId: about.annotation.labelId,
            target: about.annotation.target,
            ...about.ends,
            sentence: text,
            cursor: text.length,
          }).result,
      )
      .then((result) => {
        if (!left && result.ok) setAnswer(result.value);
      });
  });
  const save = async (): Promise<void> => {
    const form = answer()?.logicalForm;
    const done = await succeeded(
      store.act(props.projectId, {
        kind: 'edit-explanation',
        explanationId: props.row.explanationId,
        explanation: {
          kind: 'nl',
          text: sentence().trim(),
          ...(form === undefined ? {} : { logicalForm: form }),
        },
      }),
    );
    if (!done) return;
    announce(t().saved);
    props.onClose();
  };
  return (
    <form
      class="details-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose();
      }}
    >
      <Field label={t().editing}>
        {(parts) => (
          <textarea
            {...parts}
            class="input"
            rows={3}
            dir="auto"
            value={sentence()}
            ref={(element) => queueMicrotask(() => element.focus())}
            onInput={(event) => setSentence(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="details-answer small" aria-live="polite">
        <Show when={answer()} fallback={<span class="soft">{t().typing}</span>}>
          {(now) => (
            <Show
              when={now().understood}
              fallback={<span class="details-flag">{now().reason?.message}</span>}
            >
              {(understood) => (
                <>
                  <span class="soft">{t().understood}: </span>
                  {understood()}
                  <Show when={now().trueHere !== undefined}>
                    <span class={now().trueHere === true ? 'details-true' : 'details-flag'}>
                      {now().trueHere === true ? t().trueHere : t().falseHere}
                    </span>
                  </Show>
                </>
              )}
            </Show>
          )}
        </Show>
      </div>
      <div class="details-acts">
        <Button type="submit" look="primary" size="sm" disabled={sentence().trim() === ''}>
          {t().save}
        </Button>
        <Button look="quiet" size="sm" onClick={() => props.onClose()}>
          {t().cancel}
        </Button>
      </div>
    </form>
  );
}
