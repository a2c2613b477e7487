/** A project file may bring any id along; its address is opened, kept and loaded again all the same. */
import { expect, test } from '@playwright/test';
import { formatProjectJson } from '#core/formats';
import { createProject } from '#core/project';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const ids = ['a/b #c', '100%', '%2F?é=日&+', '..'];

const fileOf = (id: string): string =>
  formatProjectJson({
    project: createProject({ name: `Odd ${id}`, task: 'ner' }, { next: () => id }, 1),
    labels: [
      {
        id: `${id}/label`,
        projectId: id,
        kind: 'span',
        name: 'Thing',
        colour: 0,
        shortcut: '1',
        position: 0,
      },
    ],
    documents: [
      {
        id: `${id}/doc`,
        projectId: id,
        position: 0,
        text: `Only one text, of ${id}.`,
        meta: {},
        status: 'open',
        flagged: false,
        updatedAt: 1,
      },
    ],
    annotations: [],
    explanations: [],
  });

test('opens projects of any id, from their files, their cards and their addresses', async ({ page }) => {
  const projects = new ProjectsPage(page);
  const annotate = new AnnotatePage(page);
  const settings = page.getByRole('heading', { name: 'Settings', level: 2 });
  await projects.open();
  for (const id of ids) {
    await page.getByTestId('project-file').setInputFiles({
      name: 'odd.json',
      mimeType: 'application/json',
      buffer: Buffer.from(fileOf(id)),
    });
    await expect(annotate.text).toHaveText(`Only one text, of ${id}.`);
    await annotate.go('Settings');
    await expect(settings).toBeVisible();
    await page.reload();
    await expect(settings).toBeVisible();
    await page.getByRole('link', { name: 'Projects' }).click();
    await page.getByRole('link', { name: `Open Odd ${id}`, exact: true }).click();
    await expect(annotate.text).toHaveText(`Only one text, of ${id}.`);
    await page.getByRole('link', { name: 'Projects' }).click();
  }
});
