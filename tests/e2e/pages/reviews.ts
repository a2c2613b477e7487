/** A project of reviews with two labels of texts, ready to be labelled: where many walks about reasons begin. */
import type { Page } from '@playwright/test';
import { AnnotatePage } from './annotate-page.ts';
import { ImportPage } from './import-page.ts';
import { ProjectsPage } from './projects-page.ts';

export async function reviews(
  page: Page,
  texts: readonly string[],
  explanations: Parameters<ProjectsPage['create']>[0]['explanations'] = ['A sentence in English'],
): Promise<AnnotatePage> {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'Reviews',
    task: 'Sentiment or classes',
    explanations,
    labels: ['positive', 'negative'],
  });
  const importing = new ImportPage(page);
  await importing.paste(texts.join('\n'));
  await importing.run();
  await importing.annotate();
  return new AnnotatePage(page);
}
