/** A project file may bring any id along; its address is opened, kept and loaded again all the same. */
import { expect, test } from '@playwright/test';
import { formatProjectJson } from '#core/formats';
import { createProject } from '#core/project';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

for (const id of ['a/b #c', '100%', '%2F?é=日&+', '..']) {
  test(`opens a project whose id is “${id}”`, async ({ page }) => {
    const project = createProject({ name: 'Odd', task: 'ner' }, { next: () => id }, 1);
    const file = formatProjectJson({
      project,
      labels: [
        { id: 'l', projectId: id, kind: 'span', name: 'Thing', colour: 0, shortcut: '1', position: 0 },
      ],
      documents: [
        {
          id: `${id}/doc`,
          projectId: id,
          position: 0,
          text: 'Only one text.',
          meta: {},
          status: 'open',
          flagged: false,
          updatedAt: 1,
        },
      ],
      annotations: [],
      explanations: [],
    });
    await new ProjectsPage(page).open();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open project file' }).click(),
    ]);
    await chooser.setFiles({ name: 'odd.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    const annotate = new AnnotatePage(page);
    await expect(annotate.text).toHaveText('Only one text.');
    await annotate.go('Settings');
    const settings = page.getByRole('heading', { name: 'Settings', level: 2 });
    await expect(settings).toBeVisible();
    await page.reload();
    await expect(settings).toBeVisible();
    await page.getByRole('link', { name: 'Projects' }).click();
    await page.getByRole('link', { name: 'Open Odd' }).click();
    await expect(annotate.text).toHaveText('Only one text.');
  });
}
