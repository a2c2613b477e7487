/**
 * From a label to its explanation in two keys: the label's shortcut, and a proposal's. Counted with the keys that are pressed.
 */
import { expect, test } from '@playwright/test';
import { reviews } from './pages/start.ts';
import { scan } from './scan.ts';

const texts = [
  'The staff was friendly and fast.',
  'A friendly waiter brought the soup.',
  'Such a friendly place.',
  'The kitchen was slow and the soup cold.',
  'A slow evening, and the bread was cold.',
  'Friendly people behind the bar.',
];

test('a label and its explanation are one key each', async ({ page }) => {
  const annotate = await reviews(page, texts);
  const proposals = annotate.explain.getByRole('region', { name: 'Proposed reasons' });
  const field = annotate.explain.getByRole('combobox');

  await page.keyboard.press('1');
  await expect(field).toBeFocused();
  const first = proposals.getByRole('button').first();
  await expect(first).toContainText('friendly');
  await expect(first).toContainText('3 places');
  // Three of the texts it matches.
  await expect(proposals).toContainText('waiter brought the soup');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await scan(page, `proposals at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  // What is typed filters them; a digit is then a word, and Alt with a digit takes one.
  await page.keyboard.type('staff');
  await expect(proposals.getByRole('button', { name: /friendly/ })).toHaveCount(0);
  await field.fill('');
  await expect(first).toContainText('friendly');
  await page.keyboard.press('1');
  await expect(annotate.explain).toBeHidden();
  await expect(page.locator('.text-label')).toHaveText('positive');

  // With nothing typed, Enter takes the first.
  await annotate.text.focus();
  await page.keyboard.press('2');
  await expect(field).toBeFocused();
  await expect(proposals.getByRole('button').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(page.locator('.text-label')).toHaveText('negative');

  await annotate.go('Explanations');
  await expect(page.getByRole('row').filter({ hasText: 'appears in the sentence' })).toHaveCount(1, {
    timeout: 30_000,
  });
});

test('the words that a proposal stands on are a trigger by one key', async ({ page }) => {
  const annotate = await reviews(page, texts, ['Trigger words']);
  const proposed = annotate.explain.getByRole('region', { name: 'Proposed words' });

  await page.keyboard.press('1');
  await expect(proposed.getByRole('button').first()).toContainText('friendly');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await scan(page, `proposed triggers at ${width} px`);
  }
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(page.locator('.text-label')).toHaveText('positive');
  await page.keyboard.press('2');
  await expect(proposed.getByRole('button').first()).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(annotate.explain).toBeHidden();
  await expect(page.locator('.text-label')).toHaveText('negative');
});
