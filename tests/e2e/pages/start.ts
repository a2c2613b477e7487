/** A project with texts in it, ready to be labelled: where most walks begin. */
import type { Page } from '@playwright/test';
import { AnnotatePage } from './annotate-page.ts';
import { ImportPage } from './import-page.ts';
import { type NewProject, ProjectsPage } from './projects-page.ts';

export async function start(
  page: Page,
  project: NewProject,
  texts: readonly string[],
): Promise<AnnotatePage> {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create(project);
  const importing = new ImportPage(page);
  await importing.paste(texts.join('\n'));
  await importing.run();
  await importing.annotate();
  return new AnnotatePage(page);
}

/** Reviews with two labels of whole texts. */
export function reviews(
  page: Page,
  texts: readonly string[],
  explanations: NewProject['explanations'] = ['A sentence in English'],
): Promise<AnnotatePage> {
  const labels = ['positive', 'negative'];
  return start(page, { name: 'Reviews', task: 'Sentiment or classes', explanations, labels }, texts);
}
