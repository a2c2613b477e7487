/**
 * A file dropped anywhere: a project file opens as a project, a language model goes to the settings of the open project, any
 * other to its import.
 */
import { useLocation, useNavigate } from '@solidjs/router';
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../messages/index.ts';
import { areLanguageModel, filesOf } from '../state/dropped-files.ts';
import { offerFiles, offerModel } from '../state/incoming-files.ts';
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
    if (event.dataTransfer !== null) void take(filesOf(event.dataTransfer));
  };
  const take = async (coming: Promise<File[]>): Promise<void> => {
    const files = await coming;
    if (files.length === 0) return;
    const [, section, projectId] = location.pathname.split('/');
    const isInProject = section === 'p' && projectId !== undefined;
    if (isInProject && (await areLanguageModel(files))) {
      offerModel(files);
      navigate(`/p/${projectId}/settings`);
      return;
    }
    offerFiles(files);
    navigate(isInProject ? `/p/${projectId}/import` : '/');
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
