/**
 * From a reason to its repair by keyboard alone: the check opens with one key, a place is judged with one, and after a few answers the
 * form that they speak for is taken with one.
 */
import { expect, test } from '@playwright/test';
import { goodReviews } from '../good-reviews.ts';
import { reviews } from './pages/start.ts';
import { scan } from './scan.ts';

const texts = [...goodReviews, 'The room was dark.'];

test('a rule is checked and repaired by single keys', async ({ page }) => {
  const annotate = await reviews(page, texts);
  await page.keyboard.press('1');
  const field = annotate.explain.getByRole('combobox');
  await expect(field).toBeFocused();
  await field.fill('the word "good" appears');
  await expect(annotate.explain).toContainText('True of this text');
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();

  await expect(page.getByText('The reason is a rule now.')).toBeVisible();
  await page.keyboard.press('Alt+c');
  const check = page.getByRole('region', { name: 'Checking this explanation' });
  const shown = check.locator('.probing-text');
  const repair = check.getByRole('region', { name: 'Your answers speak for another form' });
  const progress = check.getByRole('status');
  await expect(check).toContainText('Is it positive here?', { timeout: 30_000 });
  await expect(check).toContainText('9 open');
  for (let answers = 1; answers <= 5; answers++) {
    const text = (await shown.textContent()) ?? '';
    await page.keyboard.press(/\bnot\b/i.test(text) ? '-' : '+');
    await expect(progress).toContainText(`${9 - answers} open`);
    if (answers < 3) await expect(repair).toHaveCount(0);
  }
  await expect(repair).toContainText('the word "not" does not appear');
  await expect(repair).toContainText(/Now9 places.*Then4 places, \d right, 0 wrong/);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await scan(page, `Checking a rule at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('t');
  const row = page.getByRole('row').filter({ hasText: 'the word "not" does not appear' });
  await expect(row).toContainText('positive');
  await expect(check).toContainText(/[2-4] right, 0 wrong/);

  // Its own text counts as a match there.
  await page.keyboard.press('Escape');
  await expect(check).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'The chosen explanation' })).toContainText(
    '5 matches',
  );
});
