/** Small things of a working day, on one walk: what the first screen shows, labels from a list, a finished corpus, odd screens. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const conll = 'Ada\tB-PER\nmet\tO\nBob\tB-PER\n.\tO\n\nIt\tO\nrained\tO\n.\tO\n';

test('the idea at first sight, labels as a list, a corpus that is done, another name; zoom and system colours', async ({
  page,
}) => {
  const projects = new ProjectsPage(page);
  await projects.open();
  // Label, reason, label elsewhere: three lines of the page's own paint.
  const how = page.getByRole('region', { name: 'How it works' });
  await expect(how.locator('[data-kinds="label"]').first()).toBeVisible();
  await expect(how.locator('[data-kinds~="trigger"]').first()).toBeVisible();
  await expect(how.locator('[data-kinds="suggestion"]').first()).toBeVisible();

  await page.getByRole('button', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('News');
  const names = dialog.getByRole('textbox', { name: /^Name of label/ });
  await names.first().evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'PER\nLOC\nORG');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect
    .poll(() => names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)))
    .toEqual(expect.arrayContaining(['PER', 'LOC', 'ORG']));
  await dialog.getByRole('button', { name: 'Create project' }).click();

  // Every token is tagged: the sentence without a name is finished too, and counts where the model is measured.
  const importing = new ImportPage(page);
  await importing.choose({ name: 'news.conll', content: conll });
  await expect(page.getByRole('checkbox', { name: 'These texts are fully labelled' })).toBeChecked();
  expect(await importing.run()).toBe(2);
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  await annotate.goTo(2);
  await expect(annotate.text).toHaveText('It rained .');
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  await annotate.goTo(1);

  // 1280 × 800 at 200 %: room for three lines of text is left.
  await page.setViewportSize({ width: 640, height: 400 });
  const pane = page.locator('.annotate-scroll');
  expect((await pane.boundingBox())?.height).toBeGreaterThan(120);
  // Backgrounds are gone where the system's colours rule; a label keeps its line.
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(annotate.mark('Ada')).toHaveCSS('text-decoration-line', 'underline');
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width: 1280, height: 800 });

  await projects.open();
  await page.getByRole('button', { name: /News/ }).and(page.locator('[aria-haspopup]')).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const renaming = page.getByRole('dialog', { name: 'Rename “News”' });
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(renaming).toHaveCSS('border-top-style', 'solid');
  await page.emulateMedia({ forcedColors: 'none' });
  await renaming.getByRole('textbox').fill('News of 2026');
  await page.keyboard.press('Enter');
  await expect(projects.card('News of 2026')).toBeVisible();

  // Before anything is counted there is no figure: noughts would look like an outcome.
  await page.route(/rules\.worker/, () => undefined);
  await page.getByRole('button', { name: /Open the sample .*[Pp]eople/ }).click();
  await expect(annotate.text).toBeVisible();
  await annotate.go('Explanations');
  const figures = page.getByRole('region', { name: 'All rules together' });
  await expect(figures).toContainText('Covered…');
});
