/** Labels of whole texts: number keys, one label or several, and their reasons, by keyboard. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

test('a text has one label, or several where the project allows it, each with its reasons', async ({
  page,
}) => {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'Classes',
    task: 'Sentiment or classes',
    labels: ['food', 'service', 'price'],
    explanations: ['A sentence in English'],
  });
  const importing = new ImportPage(page);
  await importing.paste('A fair price, and rude waiters.\nNothing else.');
  await importing.run();
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  const field = annotate.explain.getByRole('combobox');
  const given = page
    .getByRole('list')
    .filter({ has: page.getByRole('button', { name: 'Delete the label' }) });
  const explain = async (key: string, sentence: string): Promise<void> => {
    await page.keyboard.press(key);
    await expect(annotate.explain).toContainText('The whole text');
    await expect(field).toBeFocused();
    await page.keyboard.type(sentence);
    await expect(annotate.explain).toContainText('True of this text');
    await page.keyboard.press('Enter');
    await expect(annotate.explain).toBeHidden();
  };
  await explain('1', 'The text contains the word "fair"');
  await expect(given.getByRole('listitem')).toHaveText(['food']);
  await explain('3', 'The word "price" appears in the text');
  await expect(given.getByRole('listitem')).toHaveText(['price']);
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('It takes the place of food.');

  // Another label while the pop-up is open: the reason stays, the header says which one it is.
  await page.keyboard.press('2');
  await page.keyboard.type('The text contains the word "rude"');
  await annotate.labelButton('food').click();
  await expect(annotate.labelButton('food')).toHaveAttribute('aria-current', 'true');
  await expect(field).toHaveValue('The text contains the word "rude"');
  await page.keyboard.press('Escape');
  await expect(given.getByRole('listitem')).toHaveText(['price']);

  await annotate.go('Settings');
  await page.getByRole('switch', { name: 'A text or an aspect may carry several labels' }).press(' ');
  await annotate.go('Annotate');
  await expect(given.getByRole('listitem')).toHaveText(['price']);
  await explain('2', 'The text contains the word "rude"');
  await expect(given.getByRole('listitem')).toHaveText(['price', 'service']);

  // The reasons of a text's label are changed where it stands.
  await given.getByRole('listitem').filter({ hasText: 'service' }).getByRole('button').first().press('Enter');
  await expect(annotate.explain).toContainText('The text contains the word "rude"');
  await annotate.explain
    .getByRole('button', { name: 'Change “The text contains the word "rude"”' })
    .press('Enter');
  await field.fill('The text contains the word "waiters"');
  await expect(annotate.explain).toContainText('True of this text');
  await field.press('Enter');
  await annotate.go('Explanations');
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: 'waiters' })).toContainText('service', { timeout: 30_000 });
  await expect(rows.filter({ hasText: '"rude"' })).toHaveCount(0);
});
