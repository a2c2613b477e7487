/**
 * The screens of a project, in the order of the navigation. A new screen is one row here and a folder under
 * `screens/`; its code is loaded when it is first shown.
 */
import ChartLine from 'lucide-solid/icons/chart-line';
import Download from 'lucide-solid/icons/download';
import Highlighter from 'lucide-solid/icons/highlighter';
import Lightbulb from 'lucide-solid/icons/lightbulb';
import Scale from 'lucide-solid/icons/scale';
import Settings2 from 'lucide-solid/icons/settings-2';
import Upload from 'lucide-solid/icons/upload';
import { type Component, type JSX, lazy } from 'solid-js';
import { m, withMessages } from '../messages/index.ts';

export interface ProjectScreen {
  /** Last part of its address: `#/p/<project>/<path>`. */
  readonly path: string;
  readonly title: () => string;
  readonly icon: () => JSX.Element;
  readonly component: Component;
}

export const projectScreens: readonly ProjectScreen[] = [
  {
    path: 'annotate',
    title: () => m().common.nav.annotate,
    icon: () => Highlighter({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/annotate/index.ts'))).AnnotateScreen,
    })),
  },
  {
    path: 'explanations',
    title: () => m().common.nav.explanations,
    icon: () => Lightbulb({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/explanations/index.ts'))).ExplanationsScreen,
    })),
  },
  {
    path: 'model',
    title: () => m().common.nav.model,
    icon: () => ChartLine({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/model/index.ts'))).ModelScreen,
    })),
  },
  {
    path: 'review',
    title: () => m().common.nav.review,
    icon: () => Scale({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/review/index.ts'))).ReviewScreen,
    })),
  },
  {
    path: 'import',
    title: () => m().common.nav.import,
    icon: () => Upload({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/import/index.ts'))).ImportScreen,
    })),
  },
  {
    path: 'export',
    title: () => m().common.nav.export,
    icon: () => Download({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/export/index.ts'))).ExportScreen,
    })),
  },
  {
    path: 'settings',
    title: () => m().common.nav.settings,
    icon: () => Settings2({}),
    component: lazy(async () => ({
      default: (await withMessages(import('../screens/settings/index.ts'))).SettingsScreen,
    })),
  },
];
