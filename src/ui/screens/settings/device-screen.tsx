/** Settings of the device, without a project. */
import type { JSX } from 'solid-js';
import { HomeLink } from '../../app/home-link.tsx';
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
          <HomeLink />
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
