/** Which text comes next: the project's order, chosen where one works. */
import ListOrdered from 'lucide-solid/icons/list-ordered';
import type { JSX } from 'solid-js';
import type { NextDocument } from '#store';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { ordersOf } from '../../state/orders.ts';
import { Menu } from '../../widgets/menu.tsx';
import type { Session } from './session.ts';

export function OrderMenu(props: { readonly session: Session }): JSX.Element {
  const { store, project } = props.session;
  return (
    <Menu
      label={`${m().settings.recommend.order}: ${m().settings.recommend.orders[project().settings.acquisition]}`}
      icon={<ListOrdered />}
      items={ordersOf(project().task).map((acquisition) => ({
        label: m().settings.recommend.orders[acquisition],
        current: acquisition === project().settings.acquisition,
        run: () => void succeeded(store.projects.update(project().id, { settings: { acquisition } })),
      }))}
    />
  );
}

/** Why this text is shown now, in words; empty where the file's order brought it. */
export function whyWords(why: NextDocument['why']): string {
  const text = m().annotate.why;
  if (why === undefined) return '';
  const about = why.about ?? '';
  switch (why.strategy) {
    case 'sequential':
      return '';
    case 'random':
      return text.random;
    case 'blind':
      return text.blind;
    case 'uncertainty':
    case 'least-confidence':
      return about === '' ? text.unsure : text.unsureAbout(about);
    case 'disagreement':
      return about === '' ? text.contested : text.contestedAbout(about);
    case 'diversity':
      return text.unlike;
    default:
      return why.strategy satisfies never;
  }
}
