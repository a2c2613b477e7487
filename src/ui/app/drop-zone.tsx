/** A file dropped anywhere: a project file opens as a project, any other goes to the import of the open project. */
import { useLocation, useNavigate } from '@solidjs/router';
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../messages/index.ts';
import { offerFiles } from '../state/incoming-files.ts';
import './drop-zone.css';

export function DropZone(): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const [over, setOver] = createSignal(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

  const onDragOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    offerFiles(files);
    const [, section, projectId] = location.pathname.split('/');
    navigate(section === 'p' && projectId !== undefined ? `/p/${projectId}/import` : '/');
  };
  onMount(() => {
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    onCleanup(() => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    });
  });
  return (
    <Show when={over()}>
      <div class="drop-zone">
        <p class="drop-zone-title">{m().common.drop.title}</p>
        <p>{m().common.drop.hint}</p>
      </div>
    </Show>
  );
}
