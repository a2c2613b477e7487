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

render(() => <App />, must(document.getElementById('app'), 'element #app'));
void registerService();
