/** A project dealt out to several people: one file for each. */
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { dealtOut, partOf } from '#core/agreement';
import { m } from '../../messages/index.ts';
import { annotatorName } from '../../state/annotator.ts';
import { downloadBundles } from '../../state/backup.ts';
import { succeeded } from '../../state/deeds.ts';
import { fileNameFrom } from '../../state/download.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Choice, Field } from '../../widgets/field.tsx';

export function HandOutDialog(props: { readonly onClose: () => void }): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const text = () => m().review.handOut;
  const [lines, setLines] = createSignal(annotatorName());
  const [percent, setPercent] = createSignal(20);
  const [withLabels, setWithLabels] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [bundle] = createResource(() => store.bundles.read(project().id));
  const people = createMemo(() => [
    ...new Set(
      lines()
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]);
  const parts = createMemo(() => {
    const ids = (bundle.latest?.documents ?? []).map(({ id }) => id);
    return dealtOut(ids, people(), percent() / 100);
  });
  const download = async (): Promise<void> => {
    const whole = bundle.latest;
    if (whole === undefined) return;
    setBusy(true);
    if (await succeeded(store.people.share(project().id))) {
      const base = fileNameFrom(project().name);
      const bundles = [...parts()].map(([person, ids]) => ({
        name: `${base}-${fileNameFrom(person)}`,
        bundle: partOf(whole, ids, withLabels()),
      }));
      await downloadBundles(bundles, `${base}-parts`);
      props.onClose();
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={text().title}
      onClose={props.onClose}
      footer={
        <Button
          look="primary"
          busy={busy()}
          disabled={busy() || people().length === 0 || annotatorName() === ''}
          onClick={() => void download()}
        >
          {text().download}
        </Button>
      }
    >
      <div class="stack">
        <p>{text().lead}</p>
        <Show when={annotatorName() === ''}>
          <p role="alert">{text().needName}</p>
        </Show>
        <Field label={text().people} hint={text().peopleHint}>
          {(field) => (
            <textarea
              {...field}
              class="input"
              rows={4}
              dir="auto"
              onInput={(event) => setLines(event.currentTarget.value)}
            >
              {lines()}
            </textarea>
          )}
        </Field>
        <Field label={text().shared} hint={text().sharedHint}>
          {(field) => (
            <input
              {...field}
              class="input"
              type="number"
              min="0"
              max="100"
              value={percent()}
              onInput={(event) =>
                setPercent(Math.min(100, Math.max(0, Number(event.currentTarget.value) || 0)))
              }
            />
          )}
        </Field>
        <Choice
          kind="checkbox"
          checked={withLabels()}
          onChange={setWithLabels}
          title={text().withLabels}
          hint={text().withLabelsHint}
        />
        <ul class="review-parts">
          <For each={[...parts()]}>{([name, ids]) => <li>{text().each(name, ids.size)}</li>}</For>
        </ul>
      </div>
    </Dialog>
  );
}
