/** The quiet row above the text: which text it is, what became of it, why it came, and the way to guidelines and list. */
import BookOpen from 'lucide-solid/icons/book-open';
import PanelLeft from 'lucide-solid/icons/panel-left';
import Ruler from 'lucide-solid/icons/ruler';
import { type JSX, Show } from 'solid-js';
import type { Document } from '#core/project';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { whyWords } from './order-menu.tsx';
import type { Session } from './session.ts';

export function PageHead(props: {
  readonly session: Session;
  readonly doc: Document;
  readonly listShown: boolean;
  readonly onList: () => void;
  readonly guidelinesShown: boolean;
  readonly onGuidelines: () => void;
}): JSX.Element {
  return (
    <header class="annotate-meta">
      <Button
        look="quiet"
        size="sm"
        class="mirrored"
        icon={<PanelLeft />}
        label={props.listShown ? m().annotate.documents.hide : m().annotate.documents.show}
        aria-expanded={props.listShown}
        onClick={() => props.onList()}
      />
      <span>{m().annotate.documents.number(props.doc.position + 1)}</span>
      <Show when={props.doc.meta['id']}>
        {(id) => (
          <bdi class="annotate-id" title={id()}>
            {id()}
          </bdi>
        )}
      </Show>
      <Show when={props.doc.status !== 'open'}>
        <span class="annotate-status" data-status={props.doc.status}>
          {m().annotate.documents.statuses[props.doc.status]}
        </span>
      </Show>
      <Show when={props.doc.split === 'holdout' ? m().annotate.why.measures : whyWords(props.session.why())}>
        {(words) => (
          <span class="annotate-why" title={words()}>
            {words()}
          </span>
        )}
      </Show>
      <span class="annotate-meta-end">
        <Button
          look="quiet"
          size="sm"
          icon={<Ruler />}
          label={props.doc.split === 'holdout' ? m().annotate.move.teach : m().annotate.move.measure}
          aria-pressed={props.doc.split === 'holdout'}
          onClick={() =>
            void props.session.mark({ split: props.doc.split === 'holdout' ? 'none' : 'holdout' })
          }
        />
        <Button
          look="quiet"
          size="sm"
          icon={<BookOpen />}
          aria-expanded={props.guidelinesShown}
          onClick={() => props.onGuidelines()}
        >
          {m().annotate.guidelines.open}
        </Button>
      </span>
    </header>
  );
}
