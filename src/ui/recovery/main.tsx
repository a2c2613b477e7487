/**
 * The recovery page: a program of its own, built into its own files, that shares no code at run time with the app.
 * It must start when a screen, an update or the database of the app does not.
 */
import '../theme/tokens.css';
import '../theme/base.css';
import '../theme/layout.css';
import '../theme/theme.ts';
import { render } from 'solid-js/web';
import { must } from '#core/base';
import { RecoveryPage } from './recovery-page.tsx';
import { markLanguage } from './words.ts';

markLanguage();
const root = must(document.getElementById('app'), 'element #app');
root.replaceChildren(); // the words for when this program does not start
render(() => <RecoveryPage />, root);
