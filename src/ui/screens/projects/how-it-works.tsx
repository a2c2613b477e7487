/** The whole idea in one small picture that is made of the page's own parts: a label, its reason, a label elsewhere. */
import type { JSX } from 'solid-js';
import { m } from '../../messages/index.ts';
import { type Mark, MarkedText } from '../../widgets/text-view/index.ts';
import './how-it-works.css';

export function HowItWorks(): JSX.Element {
  const say = () => m().projects.how;
  const mark = (text: string, words: string, kind: Mark['kind'], tag: string): Mark => {
    const from = Math.max(0, text.indexOf(words));
    return { id: `${kind} ${words}`, from, to: from + words.length, kind, colour: 0, tag };
  };
  const label = (): Mark => mark(say().first, say().firstName, 'label', say().restaurant);
  const trigger = (): Mark => mark(say().first, say().trigger, 'trigger', m().annotate.trigger.name(1));
  const other = (): Mark => mark(say().second, say().secondName, 'suggestion', say().restaurant);
  return (
    <section class="how" aria-label={say().title}>
      <ol class="how-steps">
        <li class="how-step">
          <p class="how-words">{say().label}</p>
          <MarkedText text={say().first} marks={[label()]} />
        </li>
        <li class="how-step">
          <p class="how-words">{say().why}</p>
          <MarkedText text={say().first} marks={[label(), trigger()]} />
        </li>
        <li class="how-step">
          <p class="how-words">{say().others}</p>
          <MarkedText text={say().second} marks={[other()]} />
        </li>
      </ol>
    </section>
  );
}
