/** How the sentence was understood, whether it holds here, what else it matches, and which labels contradict it. */
import Check from 'lucide-solid/icons/check';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { For, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import type { CorpusAnswer, ExplainAnswer } from '#workers/rules/contract';
import { m } from '../../../messages/index.ts';
import { highlight } from '../../explanations/highlight.ts';
import { LeftOut, Nearest, type Question } from './left-out.tsx';

/** An example shows this much around its first keyword. */
const reach = 70;
/** Above this share of all texts a rule says next to nothing. */
const nearlyAll = 0.9;

export function Understanding(props: {
  readonly answer: ExplainAnswer | undefined;
  readonly corpus: CorpusAnswer | undefined;
  readonly isEmpty: boolean;
  readonly labels: readonly Label[];
  /** Asked where words were left out, until the writer takes it so. */
  readonly question: Question | undefined;
  readonly rephrase: (sentence: string) => void;
}): JSX.Element {
  const t = () => m().sentence;
  return (
    <div class="understanding">
      <Show when={!props.isEmpty} fallback={<p class="small soft">{t().empty}</p>}>
        <Show when={props.answer?.reason}>
          {(reason) => (
            <Show
              when={props.answer?.completions.length === 0}
              fallback={<p class="small soft">{t().unfinished}</p>}
            >
              <p class="understanding-not small">{reason().message}</p>
              <Nearest sentences={props.answer?.nearest ?? []} rephrase={props.rephrase} />
              <p class="small soft">{t().kept}</p>
            </Show>
          )}
        </Show>
        <Show when={props.answer?.understood}>
          {(understood) => (
            <>
              <p class="understanding-form">
                <span class="small soft">{t().understood}</span>
                <span class="understanding-canonical">{understood()}</span>
              </p>
              <Show when={props.answer?.leftOut}>
                {(words) => (
                  <LeftOut
                    words={words()}
                    question={props.question}
                    nearest={props.answer?.nearest ?? []}
                    rephrase={props.rephrase}
                  />
                )}
              </Show>
              <p
                class="understanding-here small"
                data-true={props.answer?.trueHere === true ? '' : undefined}
              >
                {props.answer?.trueHere === true ? <Check size={14} /> : <TriangleAlert size={14} />}
                <span>{props.answer?.trueHere === true ? t().trueHere : t().falseHere}</span>
              </p>
              <Show when={props.answer?.trueHere === false}>
                <p class="small soft">{t().falseHint}</p>
              </Show>
              <For each={props.answer?.notices?.filter((notice) => notice.code !== 'false-here')}>
                {(notice) => <p class="understanding-not small">{notice.message}</p>}
              </For>
              <Show when={props.corpus}>
                {(corpus) => <Spread corpus={corpus()} labels={props.labels} />}
              </Show>
            </>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Spread(props: { readonly corpus: CorpusAnswer; readonly labels: readonly Label[] }): JSX.Element {
  const t = () => m().sentence;
  const nameOf = (id: string): string => props.labels.find((label) => label.id === id)?.name ?? '';
  return (
    <div class="understanding-spread">
      <p class="small">{t().matches(props.corpus.matches, props.corpus.documents)}</p>
      <Show when={props.corpus.documents > 20 && props.corpus.matches > nearlyAll * props.corpus.documents}>
        <p class="understanding-not small">{t().nearlyAll}</p>
      </Show>
      <For each={props.corpus.contradictions}>
        {(one) => <p class="understanding-not small">{t().contradicts(one.count, nameOf(one.labelId))}</p>}
      </For>
      <Examples examples={props.corpus.examples} />
    </div>
  );
}

/** Texts that a form matches, with its words marked. */
export function Examples(props: { readonly examples: CorpusAnswer['examples'] }): JSX.Element {
  const t = () => m().sentence;
  return (
    <Show when={props.examples.length > 0}>
      <ul class="understanding-examples" aria-label={t().examples}>
        <For each={props.examples}>
          {(example) => (
            <li class="understanding-example small" dir="auto">
              <For each={around(example)}>
                {(piece) =>
                  piece.marked ? <mark class="understanding-mark">{piece.text}</mark> : piece.text
                }
              </For>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

interface ExamplePiece {
  readonly text: string;
  readonly marked: boolean;
}

/** The stretch of an example around what matched, cut at spaces, with the matches marked. */
function around(example: CorpusAnswer['examples'][number]): readonly ExamplePiece[] {
  const { text, spans } = example;
  const first = spans[0]?.from ?? 0;
  const start = first <= reach ? 0 : text.indexOf(' ', first - reach) + 1;
  const last = spans.at(-1)?.to ?? 0;
  const wanted = Math.max(last, first) + reach;
  const end = wanted >= text.length ? text.length : Math.max(last, text.lastIndexOf(' ', wanted));
  const inside = spans.filter((span) => span.from >= start && span.to <= end);
  const pieces = highlight({
    text: text.slice(start, end),
    arguments: inside.map((span) => ({ from: span.from - start, to: span.to - start })),
    keywords: [],
  });
  const whole: ExamplePiece[] = pieces.map((piece) => ({ text: piece.text, marked: piece.argument }));
  if (start > 0) whole.unshift({ text: '… ', marked: false });
  if (end < text.length) whole.push({ text: ' …', marked: false });
  return whole;
}
