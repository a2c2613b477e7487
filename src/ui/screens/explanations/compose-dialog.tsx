/**
 * A rule written without a text before one: a label, a sentence, and the places it is true of. The place that a person confirms gets
 * the label with this reason, so that every rule stands on a text, as those do that were given while labelling.
 */
import Check from 'lucide-solid/icons/check';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import {
  type Annotation,
  kindOfLabelFor,
  recommendedKey,
  type Target,
  taskTraits,
  toRecommended,
} from '#core/project';
import type { Store } from '#store';
import type { ComposeAnswer, ComposedPlace } from '#workers/rules/contract';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { settled } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { rulesWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { MatchText } from './match-text.tsx';
import './compose.css';

/** Milliseconds without a key before the texts are asked. */
const pauseMs = 150;

export function ComposeDialog(props: {
  readonly onClose: () => void;
  readonly onKept: (explanationId: string) => void;
}): JSX.Element {
  const store = useStore();
  const { project, labels } = useProject();
  const t = () => m().explanations.compose;
  const listId = createUniqueId();
  const learned = createMemo(() =>
    labels().filter(({ kind }) => kind === taskTraits[project().task].learned),
  );
  const [labelId, setLabelId] = createSignal(learned()[0]?.id ?? '');
  const [sentence, setSentence] = createSignal('');
  const [cursor, setCursor] = createSignal(0);
  const [answer, setAnswer] = createSignal<ComposeAnswer>();
  /** What `answer` is about. */
  const [about, setAbout] = createSignal('');
  let area: HTMLTextAreaElement | undefined;

  createEffect(
    on([labelId, sentence, cursor], ([label, text, at]) => {
      let left = false;
      const ask = async (): Promise<void> => {
        const client = await rulesWorker();
        if (left) return;
        const request = { projectId: project().id, labelId: label, sentence: text, cursor: at };
        const result = await client.compose(request).result;
        if (left || !result.ok) return;
        setAnswer(result.value);
        setAbout(text);
        const { understood, figures, reason } = result.value;
        if (text.trim() === '') return;
        announce(
          understood === undefined
            ? (reason ?? '')
            : `${m().sentence.understood}: ${understood}. ${t().matches(figures?.matches ?? 0, figures?.documents ?? 0)}`,
        );
      };
      const timer = setTimeout(() => void ask(), pauseMs);
      onCleanup(() => {
        left = true;
        clearTimeout(timer);
      });
    }),
  );

  const isEmpty = (): boolean => sentence().trim() === '';
  const take = (insert: string, from: number, to: number): void => {
    const before = sentence().slice(0, from) + insert;
    setSentence(before + sentence().slice(to));
    setCursor(before.length);
    queueMicrotask(() => {
      area?.focus();
      area?.setSelectionRange(before.length, before.length);
    });
  };
  const keep = async (place: ComposedPlace): Promise<void> => {
    const logicalForm = answer()?.logicalForm;
    if (logicalForm === undefined || about() !== sentence()) return;
    const reason = { kind: 'nl', text: sentence().trim(), logicalForm } as const;
    const at = await whereItStands(store, place);
    if (at === undefined) return;
    const own = at.annotations.find((one) => one.labelId === labelId() && isAt(one, place, at.annotations));
    const made = await settled(
      store.act(
        project().id,
        own === undefined
          ? {
              kind: 'annotate',
              documentId: place.documentId,
              labelId: labelId(),
              target: at.target,
              explanations: [reason],
            }
          : { kind: 'explain', annotationId: own.id, explanations: [reason] },
      ),
    );
    if (made === undefined) return;
    announce(t().kept);
    const [id] = made.explanationIds;
    if (id !== undefined) props.onKept(id);
    props.onClose();
  };

  return (
    <Dialog title={t().title} width="wide" onClose={props.onClose}>
      <div class="stack-tight">
        <p class="soft">{t().lead}</p>
        <Field label={t().label}>
          {(parts) => (
            <select {...parts} class="select" onChange={(event) => setLabelId(event.currentTarget.value)}>
              <For each={learned()}>
                {(label) => (
                  <option value={label.id} selected={labelId() === label.id}>
                    {label.name}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Field label={t().sentence} hint={t().hint}>
          {(parts) => (
            <textarea
              {...parts}
              ref={(element) => {
                area = element;
                queueMicrotask(() => element.focus());
              }}
              class="input"
              rows={2}
              dir="ltr"
              spellcheck={false}
              placeholder={m().sentence.placeholder[placeholderOf[project().task]]}
              value={sentence()}
              onInput={(event) => {
                setSentence(event.currentTarget.value);
                setCursor(event.currentTarget.selectionEnd);
              }}
              onKeyUp={(event) => setCursor(event.currentTarget.selectionEnd)}
            />
          )}
        </Field>
        <ul class="compose-ways" id={listId} aria-label={m().sentence.completions}>
          <For each={about() === sentence() ? answer()?.completions : []}>
            {(way) => (
              <li>
                <Button size="sm" onClick={() => take(way.insert, way.from, way.to)}>
                  {way.insert.trim()}
                </Button>
              </li>
            )}
          </For>
        </ul>
        <div class="compose-answer" aria-live="off">
          <Show when={!isEmpty() && about() === sentence() ? answer() : undefined}>
            {(now) => (
              <Show when={now().understood} fallback={<p class="details-flag small">{now().reason}</p>}>
                {(understood) => (
                  <>
                    <p>
                      <span class="soft">{m().sentence.understood}: </span>
                      {understood()}
                    </p>
                    <Show when={now().leftOut}>
                      {(words) => (
                        <p class="details-flag small">
                          {m().sentence.leftOut}: {words().join(', ')}
                        </p>
                      )}
                    </Show>
                    <For each={now().notices}>{(notice) => <p class="small soft">{notice}</p>}</For>
                    <Show when={now().figures}>
                      {(figures) => (
                        <p class="small">
                          {t().matches(figures().matches, figures().documents)}
                          <Show when={figures().agreements + figures().contradictions > 0}>
                            {' '}
                            {t().judged(figures().agreements, figures().contradictions)}
                          </Show>
                        </p>
                      )}
                    </Show>
                    <Show when={now().places.length > 0} fallback={<p class="small soft">{t().noPlace}</p>}>
                      <p class="field-label">{t().confirm}</p>
                      <ul class="compose-places">
                        <For each={now().places}>
                          {(place) => (
                            <li class="compose-place">
                              <p dir="auto">
                                <MatchText match={place} />
                              </p>
                              <Button
                                size="sm"
                                icon={<Check />}
                                label={t().right(place.text)}
                                onClick={() => void keep(place)}
                              >
                                {m().explanations.probing.right}
                              </Button>
                            </li>
                          )}
                        </For>
                      </ul>
                    </Show>
                  </>
                )}
              </Show>
            )}
          </Show>
        </div>
      </div>
    </Dialog>
  );
}

const placeholderOf = { ner: 'span', re: 'relation', sa: 'aspect' } as const;

interface Standing {
  readonly annotations: readonly Annotation[];
  readonly target: Target;
}

/** The place as an annotation's target; a relation's ends are annotations that stand there. */
async function whereItStands(store: Store, place: ComposedPlace): Promise<Standing | undefined> {
  const annotations = await store.annotations.ofDocument(place.documentId);
  const { target } = place;
  if (target.kind !== 'relation') return { annotations, target };
  const [head, tail] = [target.head, target.tail].map(
    (end) =>
      annotations.find(
        (one) => one.target.kind === 'span' && one.target.from === end.from && one.target.to === end.to,
      )?.id,
  );
  return head === undefined || tail === undefined
    ? undefined
    : { annotations, target: { kind: 'relation', head, tail } };
}

function isAt(one: Annotation, place: ComposedPlace, all: readonly Annotation[]): boolean {
  if (kindOfLabelFor(one.target) !== kindOfLabelFor(place.target)) return false;
  const target = toRecommended(one.target, new Map(all.map((other) => [other.id, other])));
  return target !== undefined && recommendedKey(target) === recommendedKey(place.target);
}
