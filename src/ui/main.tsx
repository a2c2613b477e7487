import './app/trusted-types.ts';
import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/palette.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/theme.ts';
import { render } from 'solid-js/web';
import { must } from '#core/base';
import { App } from './app/app.tsx';
import { registerService } from './app/service.ts';
import { loadMessages } from './messages/index.ts';

const root = must(document.getElementById('app'), 'element #app');
await loadMessages();
root.replaceChildren(); // the words for when this program does not start
render(() => <App />, root);
void registerService();
