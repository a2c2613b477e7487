/** Settings of the device, without a project. */
import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import type { JSX } from 'solid-js';
import { m } from '../../messages/index.ts';
import { BackupsSection } from './backups-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { EncoderSection } from './encoder-section.tsx';
import { OfflineSection } from './offline-section.tsx';
import { StorageSection } from './storage-section.tsx';
import '../../app/project-frame.css';
import '../../widgets/button.css';
import './settings.css';

export function DeviceScreen(): JSX.Element {
  return (
    <>
      <header class="frame-header">
        <div class="frame-bar">
          <A
            href="/"
            class="button frame-home"
            data-look="header"
            data-size="md"
            title={m().common.nav.projects}
          >
            <span class="button-icon" aria-hidden="true">
              <ChevronLeft />
            </span>
            <span class="visually-hidden">{m().common.nav.projects}</span>
          </A>
          <h1 class="frame-name">{m().projects.device}</h1>
        </div>
      </header>
      <main class="page settings" id="main" tabindex="-1">
        <DeviceSection />
        <EncoderSection />
        <StorageSection />
        <BackupsSection />
        <OfflineSection />
        <p class="settings-about small soft">
          <a href="./licences.txt" rel="external">
            {m().settings.licences}
          </a>
        </p>
      </main>
    </>
  );
}
