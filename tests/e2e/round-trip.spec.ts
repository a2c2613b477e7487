/** What goes out as a project file or as JSON comes in again as it was; a CSV is mapped by hand; bad rows are named. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const texts = [
  'Dr. Ada Byron lives in London.',
  'Émile drank café au lait 👨‍👩‍👧 in Évry.',
  '=1+1 is not a formula here.',
];

test('labels with triggers survive a JSON export and import', async ({ page }) => {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Origin', labels: ['Person', 'Place'] });
  const importing = new ImportPage(page);
  await importing.paste(texts.join('\n'));
  expect(await importing.run()).toBe(3);
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  await annotate.drag(4, 13);
  await annotate.labelButton('Person').click();
  await annotate.clickAt(0);
  await annotate.done();
  await annotate.goTo(2);
  const second = texts[1] ?? '';
  await annotate.drag(second.indexOf('Évry'), second.indexOf('Évry') + 4);
  await annotate.labelButton('Place').click();
  await annotate.clickAt(second.indexOf('in '));
  await annotate.done();
  await annotate.go('Export');
  const exporting = new ExportPage(page);
  const json = await exporting.download('JSON: text, label, explanation');

  await projects.open();
  await projects.create({ name: 'Copy', labels: ['Person', 'Place'] });
  await importing.choose({ name: json.name, content: json.content });
  expect(await importing.format()).toBe('JSON: text, label, explanation');
  expect(await importing.run()).toBe(3);
  await importing.annotate();
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Person');
  await annotate.goTo(2);
  await expect(annotate.mark('Évry')).toHaveAttribute('data-tags', 'Place');
  await annotate.mark('Évry').click();
  await expect(page.getByRole('dialog', { name: 'Label of “Évry”' })).toContainText('in');
  await annotate.go('Export');
  const again = await exporting.download('JSON: text, label, explanation');
  expect(JSON.parse(again.content)).toEqual(JSON.parse(json.content));
});

test('a format says what it cannot hold before the export', async ({ page }) => {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Losses', labels: ['Place'] });
  const importing = new ImportPage(page);
  await importing.paste('London calling');
  await importing.run();
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  // Drawn, so that it does not matter whether a suggestion lies over the word already.
  await annotate.drag(0, 6);
  await annotate.labelButton('Place').click();
  await annotate.clickAt(9);
  await annotate.done();
  await annotate.go('Export');
  await page.getByRole('radio', { name: /^CoNLL/ }).check();
  await expect(page.getByText('1 trigger', { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: /^LEAN-LIFE project/ }).check();
  await expect(page.getByText('Holds everything of this project.')).toBeVisible();
});

test('columns of a CSV are chosen by hand, and a bad row is named with its line', async ({ page }) => {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Table' });
  const importing = new ImportPage(page);
  await importing.choose({
    name: 'table.csv',
    content: 'nr,note,words\n1,first,The one text\n2,second\n3,third,"Another, with a comma"\n',
  });
  await page.getByRole('checkbox', { name: 'First row holds names' }).check();
  const text = page.getByRole('combobox', { name: 'Text', exact: true });
  await text.selectOption({ label: 'words' });
  await expect(page.getByText('Another, with a comma')).toBeVisible();
  expect(await importing.run()).toBeGreaterThanOrEqual(2);
  await expect(page.getByRole('table')).toContainText('3');
});

test('a label name that is markup is shown as its characters', async ({ page }) => {
  const hostile = '<img src=x onerror=alert(1)>';
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: hostile, labels: [hostile, '__proto__'] });
  const importing = new ImportPage(page);
  await importing.paste('Some words to label');
  await importing.run();
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  await expect(page.getByRole('heading', { level: 1, name: hostile })).toBeVisible();
  await annotate.clickAt(0);
  await page.keyboard.press('2');
  await annotate.clickAt(6);
  await annotate.done();
  await expect(annotate.mark('Some')).toHaveAttribute('data-tags', '__proto__');
  expect(await page.locator('img').count()).toBe(0);
});
