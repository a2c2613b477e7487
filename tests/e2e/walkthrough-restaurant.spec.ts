/** The walkthrough of the product page: a restaurant with two triggers, by mouse and by keyboard alone. */
import { expect, test } from '@playwright/test';
import type { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import type { NewProject } from './pages/projects-page.ts';
import { start } from './pages/start.ts';

const restaurants = [
  'We had lunch at Rumble Fish where the food was great.',
  'I had a dinner at McDonalds, where the food is cheap.',
];
const restaurantProject: NewProject = {
  name: 'Restaurants',
  task: 'Named entities',
  explanations: ['Trigger words'],
  labels: ['Restaurant'],
};

/** The sentence nobody has labelled: its name is proposed, and both triggers are named as the reason. */
async function expectProposal(annotate: AnnotatePage): Promise<void> {
  await annotate.goTo(2);
  await annotate.openCopy();
  const proposed = annotate.suggestions().filter({ hasText: 'McDonalds' });
  await expect(proposed).toHaveAttribute('aria-label', /^McDonalds: Restaurant, confidence 0\.[5-9]/, {
    timeout: 30_000,
  });
  await proposed.hover();
  await expect(annotate.recommendations).toContainText('trigger “had lunch at”, 0.8');
  await expect(annotate.recommendations).toContainText('trigger “where the food”, 1.00');
}

test('a restaurant, because of "had lunch at" and "where the food"', async ({ page }) => {
  const annotate = await start(page, restaurantProject, restaurants);
  const text = restaurants[0] ?? '';
  const name = 'Rumble Fish';
  await annotate.drag(text.indexOf(name), text.indexOf(name) + name.length);
  await annotate.labelButton('Restaurant').click();
  await expect(annotate.explain.getByRole('button', { name: 'Done', exact: true })).toBeDisabled();
  const pick = (words: string): Promise<void> =>
    annotate.drag(text.indexOf(words), text.indexOf(words) + words.length);
  await pick('had lunch at');
  await annotate.explain.getByRole('button', { name: 'Another trigger' }).click();
  await pick('where the food');
  await annotate.done();
  await expect(annotate.mark(name)).toHaveAttribute('data-tags', 'Restaurant');

  // Two triggers are enough for a sentence that nobody has labelled.
  await expectProposal(annotate);

  // The table of explanations holds both triggers with what they reach.
  await annotate.go('Explanations');
  for (const words of ['had lunch at', 'where the food']) {
    const row = page.getByRole('row').filter({ hasText: words });
    await expect(row).toContainText('Restaurant', { timeout: 30_000 });
    await row.getByRole('button', { name: /^Show what/ }).click();
    const details = page.getByRole('complementary', { name: 'The chosen explanation' });
    await expect(details).toContainText('I had a dinner at McDonalds, where the food is cheap.');
  }

  // Accepted, it is a label like any other.
  await annotate.go('Annotate');
  await annotate.suggestions().filter({ hasText: 'McDonalds' }).dblclick();
  await expect(annotate.mark('McDonalds')).toHaveAttribute('data-tags', 'Restaurant');

  await annotate.go('Export');
  const file = await new ExportPage(page).download('LEAN-LIFE JSON');
  const { data } = JSON.parse(file.content) as { data: { text: string; annotations: object[] }[] }; // our own file
  expect(data[0]?.annotations).toEqual([
    expect.objectContaining({
      label: 'Restaurant',
      start_offset: text.indexOf(name),
      end_offset: text.indexOf(name) + name.length,
      explanation: ['had lunch at', 'where the food'],
    }),
  ]);
  expect(data[1]?.annotations).toEqual([expect.objectContaining({ label: 'Restaurant', start_offset: 18 })]);
});

test('a restaurant and its two triggers by keyboard alone', async ({ page }) => {
  const annotate = await start(page, restaurantProject, restaurants);
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const times = (count: number, key: string): string[] => Array.from({ length: count }, () => key);
  await annotate.text.focus();
  // We · had · lunch · at · Rumble · Fish · where · the · food
  await press('Home', ...times(4, 'ArrowRight'), 'Shift+ArrowRight', 'Shift+ArrowRight', '1');
  await expect(annotate.explain).toBeVisible();
  await press('Home', 'ArrowRight', ' ', 'ArrowRight', ' ', 'ArrowRight', ' ', 'n');
  await press(...times(3, 'ArrowRight'), ' ', 'ArrowRight', ' ', 'ArrowRight', ' ', 'Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(annotate.mark('Rumble Fish')).toHaveAttribute('data-tags', 'Restaurant');
  await expect(annotate.text).toBeFocused();

  await expectProposal(annotate);
  await press('+');
  await expect(annotate.mark('McDonalds')).toHaveAttribute('data-tags', 'Restaurant');
});
