/** Previous, next, flag, skip, done: always at the same place, whatever the text is. */
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import ArrowRightToLine from 'lucide-solid/icons/arrow-right-to-line';
import Check from 'lucide-solid/icons/check';
import Flag from 'lucide-solid/icons/flag';
import SkipForward from 'lucide-solid/icons/skip-forward';
import { type JSX, Show } from 'solid-js';
import type { Document } from '#core/project';
import { m } from '../../messages/index.ts';
import { goOnAfterClass, goOnAfterClasses } from '../../state/view-options.ts';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { Progress } from '../../widgets/progress.tsx';
import { OrderMenu } from './order-menu.tsx';
import type { Session } from './session.ts';
import './move-bar.css';

export function MoveBar(props: { readonly session: Session; readonly doc: Document }): JSX.Element {
  const text = () => m().annotate.move;
  const total = (): number => props.session.counts()?.total ?? 0;
  const finished = (): number => (props.session.counts()?.done ?? 0) + (props.session.counts()?.skipped ?? 0);
  return (
    <footer class="move-bar" role="toolbar" aria-label={text().region}>
      <div class="move-bar-side">
        <Button
          look="quiet"
          icon={<ArrowLeft />}
          class="mirrored"
          label={text().previous}
          onClick={() => void props.session.step('previous')}
        />
        <span class="move-bar-position">
          {text().position(props.doc.position + 1, Math.max(total(), props.doc.position + 1))}
        </span>
        <Button
          look="quiet"
          icon={<ArrowRight />}
          class="mirrored"
          label={text().next}
          onClick={() => void props.session.step('next')}
        />
        <OrderMenu session={props.session} />
        <Show when={props.session.labels().some(({ kind }) => kind === 'text')}>
          <Button
            look="quiet"
            icon={<ArrowRightToLine />}
            class="mirrored"
            label={`${text().goOn}: ${text().goOnHint}`}
            aria-pressed={goOnAfterClass()}
            onClick={() => goOnAfterClasses(!goOnAfterClass())}
          />
        </Show>
      </div>
      <div class="move-bar-progress">
        <Progress value={finished()} max={total()} label={m().annotate.progress.of(finished(), total())} />
      </div>
      <div class="move-bar-side move-bar-acts">
        <Button
          look="quiet"
          icon={<Flag fill={props.doc.flagged ? 'currentColor' : 'none'} />}
          label={props.doc.flagged ? text().unflag : text().flag}
          aria-pressed={props.doc.flagged}
          onClick={() => void props.session.mark({ flagged: !props.doc.flagged })}
        />
        <Button
          class="move-bar-skip"
          look="quiet"
          icon={<SkipForward />}
          label={text().skip}
          onClick={() => void props.session.finish('skipped')}
        >
          <span class="move-bar-words">{text().skip}</span>
        </Button>
        <Show when={props.doc.status !== 'open'}>
          <Button class="move-bar-reopen" onClick={() => void props.session.mark({ status: 'open' })}>
            {text().reopen}
          </Button>
        </Show>
        <Button
          look="primary"
          icon={<Check />}
          label={text().done}
          onClick={() => void props.session.finish('done')}
        >
          <span class="move-bar-long">{text().done}</span>
          <span class="move-bar-short">{text().doneShort}</span>
          <span class="move-bar-keys">
            <Keys keys="Mod+Enter" />
          </span>
        </Button>
      </div>
    </footer>
  );
}
