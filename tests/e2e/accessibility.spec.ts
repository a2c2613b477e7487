/** axe on every screen of NER, light and dark, wide and narrow: nothing serious or critical. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { scan } from './scan.ts';

for (const width of [1280, 360]) {
  test(`no serious violation at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const projects = new ProjectsPage(page);
    await projects.open();
    await scan(page, 'Projects, empty');
    await page.getByRole('button', { name: 'New project' }).click();
    await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible();
    await scan(page, 'New project');
    await page.keyboard.press('Escape');
    await projects.create({ name: 'Accessible', labels: ['Person', 'Place', 'Organisation'] });
    await scan(page, 'Import');
    const importing = new ImportPage(page);
    await importing.paste('Ada Byron lives in London near the river.\nAnother text, by Émile.');
    await scan(page, 'Import, preview');
    await importing.run();
    await scan(page, 'Import, result');
    await importing.annotate();
    const annotate = new AnnotatePage(page);
    await annotate.drag(0, 9);
    await annotate.labelButton('Person').click();
    await expect(annotate.explain).toBeVisible();
    await annotate.clickAt(10);
    await scan(page, 'Annotate, trigger pop-up');
    await annotate.done();
    await annotate.mark('Ada').click();
    await expect(page.getByRole('dialog', { name: /^Label of/ })).toBeVisible();
    await scan(page, 'Annotate, label popover');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show the list of texts' }).click();
    await scan(page, 'Annotate, list');
    for (const screen of ['export', 'settings'] as const) {
      await page.goto(
        page
          .url()
          .replace(/\/annotate.*$/, `/${screen}`)
          .replace(/\/export$/, `/${screen}`),
      );
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await scan(page, screen);
    }
    await projects.open();
    await scan(page, 'Projects');
  });
}
