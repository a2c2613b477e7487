/**
 * The boxes above the entities. They lie over the text in a layer of their own, placed by the boxes of the words, so that
 * the text itself stays as it was imported; a ticked one shows its number.
 */
import { createEffect, createSignal, For, type JSX, onCleanup } from 'solid-js';
import { m } from '../../../messages/index.ts';
import type { TextViewHandle } from '../../../widgets/text-view/index.ts';
import type { Entity, Picks } from './picks.ts';
import './relations.css';

/** More than this many boxes help nobody, and measuring them takes time. */
const maxBoxes = 400;
const boxSize = 18;

interface Place {
  readonly x: number;
  readonly y: number;
}

export function TickBoxes(props: {
  readonly view: TextViewHandle;
  readonly picks: Picks;
  readonly labelName: (id: string) => string;
}): JSX.Element {
  let layer: HTMLFieldSetElement | undefined;
  const [places, setPlaces] = createSignal<ReadonlyMap<string, Place>>(new Map());
  const shown = (): readonly Entity[] => props.picks.entities().slice(0, maxBoxes);

  const measure = (): void => {
    if (layer === undefined) return;
    const origin = layer.getBoundingClientRect();
    const next = new Map<string, Place>();
    const taken = new Set<string>();
    for (const { annotation, span } of shown()) {
      const box = props.view.boxesOf(span)[0];
      if (box === undefined) continue;
      const y = Math.round(box.top - origin.top - boxSize - 2);
      let x = Math.round(box.left - origin.left);
      // Entities that begin at one word have their boxes side by side.
      while (taken.has(`${x},${y}`)) x += boxSize + 4;
      taken.add(`${x},${y}`);
      next.set(annotation.id, { x, y });
    }
    setPlaces(next);
  };
  createEffect(() => {
    shown();
    // The marks of new entities are painted first.
    const frame = requestAnimationFrame(measure);
    onCleanup(() => cancelAnimationFrame(frame));
  });
  createEffect(() => {
    const watch = new ResizeObserver(measure);
    watch.observe(props.view.element);
    void document.fonts.ready.then(measure);
    onCleanup(() => watch.disconnect());
  });

  return (
    <fieldset class="ticks" ref={layer} aria-label={m().relations.ticks}>
      <For each={shown()}>
        {(entity) => (
          <input
            type="checkbox"
            class="tick"
            style={{
              left: `${places().get(entity.annotation.id)?.x ?? -9999}px`,
              top: `${places().get(entity.annotation.id)?.y ?? 0}px`,
            }}
            data-place={props.picks.placeOf(entity.annotation.id) || undefined}
            aria-label={m().relations.tick(entity.words, props.labelName(entity.annotation.labelId))}
            title={m().relations.tick(entity.words, props.labelName(entity.annotation.labelId))}
            checked={props.picks.placeOf(entity.annotation.id) > 0}
            onChange={(event) => {
              props.picks.toggle(entity.annotation.id);
              event.currentTarget.checked = props.picks.placeOf(entity.annotation.id) > 0;
            }}
          />
        )}
      </For>
    </fieldset>
  );
}
