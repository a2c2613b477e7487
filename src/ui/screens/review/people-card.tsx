import { createSignal, For, type JSX, Show } from 'solid-js';
import type { PersonProgress } from '#workers/review/contract';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { annotatorName } from '../../state/annotator.ts';
import { AnnotatorField } from '../../widgets/annotator-field.tsx';
import { Button } from '../../widgets/button.tsx';
import { HandOutDialog } from './hand-out-dialog.tsx';

export function PeopleCard(props: { readonly people: readonly PersonProgress[] }): JSX.Element {
  const text = () => m().review.people;
  const [handingOut, setHandingOut] = createSignal(false);
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p>{text().lead}</p>
      <AnnotatorField label={text().name} hint={text().nameHint} />
      <Show when={props.people.length > 0}>
        <section class="review-scroll" aria-label={text().title} tabindex="0">
          <table class="review-table">
            <thead>
              <tr>
                <th scope="col">{text().person}</th>
                <th scope="col">{text().done}</th>
                <th scope="col">{text().labels}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.people}>
                {(person) => (
                  <tr>
                    <th scope="row">
                      <bdi>{person.name === '' ? m().review.nobody : person.name}</bdi>
                      <Show when={person.name !== '' && person.name === annotatorName()}>
                        {' '}
                        <span class="soft small">({text().you})</span>
                      </Show>
                    </th>
                    <td>{formatNumber(person.done)}</td>
                    <td>{formatNumber(person.labels)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </Show>
      <div>
        <Button onClick={() => setHandingOut(true)}>{m().review.handOut.open}</Button>
      </div>
      <Show when={handingOut()}>
        <HandOutDialog onClose={() => setHandingOut(false)} />
      </Show>
      <Show when={props.people.length < 2}>
        <p class="soft">{text().one}</p>
      </Show>
    </section>
  );
}
