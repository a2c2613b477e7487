/** Everything about this project and this device that can be set. Each change is saved at once. */
import type { JSX } from 'solid-js';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { BackupsSection } from './backups-section.tsx';
import type { ProjectChange } from './change.ts';
import { DangerSection } from './danger-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { EncoderSection } from './encoder-section.tsx';
import { LabelsSection } from './labels-section.tsx';
import { LanguageModelSection } from './language-model-section.tsx';
import { ProjectSection } from './project-section.tsx';
import { RecommendSection } from './recommend-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './settings.css';

export function SettingsScreen(): JSX.Element {
  const store = useStore();
  const { project, labels } = useProject();
  const change = (part: ProjectChange): void => {
    void succeeded(store.projects.update(project().id, part));
  };
  return (
    <div class="page settings">
      <header class="page-head">
        <h2 class="page-title">{m().settings.title}</h2>
      </header>
      <ProjectSection project={project()} onChange={change} />
      <LabelsSection project={project()} labels={labels()} />
      <RecommendSection project={project()} onChange={change} />
      <LanguageModelSection project={project()} onChange={change} />
      <DeviceSection />
      <EncoderSection />
      <StorageSection project={project()} />
      <BackupsSection projectId={project().id} />
      <DangerSection project={project()} />
    </div>
  );
}
