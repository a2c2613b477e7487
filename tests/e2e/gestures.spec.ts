/**
 * What daily work costs, counted: each key press, click or drag is one gesture. The table is printed, and each row may not cost more
 * than it did when it was promised.
 */
import { expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import type { NewProject } from './pages/projects-page.ts';
import { start } from './pages/start.ts';

/** Counts what a person does with hands; looking is free. */
class Hands {
  gestures = 0;
  readonly page: Page;
  readonly annotate: AnnotatePage;

  constructor(page: Page) {
    this.page = page;
    this.annotate = new AnnotatePage(page);
  }

  async press(key: string): Promise<void> {
    this.gestures++;
    await this.page.keyboard.press(key);
  }

  async click(words: string): Promise<void> {
    this.gestures++;
    await this.annotate.clickAt((await this.annotate.content()).indexOf(words) + 1);
  }

  async drag(words: string): Promise<void> {
    this.gestures++;
    const from = (await this.annotate.content()).indexOf(words);
    await this.annotate.drag(from, from + words.length);
  }

  async tick(name: RegExp): Promise<void> {
    this.gestures++;
    await this.page.getByRole('checkbox', { name }).click();
  }

  /** What was done since the last time. */
  count(): number {
    const { gestures } = this;
    this.gestures = 0;
    return gestures;
  }
}

async function project(page: Page, options: NewProject, texts: readonly string[]): Promise<Hands> {
  await start(page, { explanations: [], ...options }, texts);
  return new Hands(page);
}

const table: Record<string, number> = {};
test.afterAll(() => console.table(table));

test('entities: two words, another label, every occurrence, everything accepted', async ({ page }) => {
  const twenty = Array.from({ length: 20 }, (_, i) => `Ada Byron wrote letter ${i + 1}.`).join(' ');
  const hands = await project(page, { name: 'Names', labels: ['Person', 'Place'] }, [
    'Ada Byron lived in London.',
    twenty,
    'A letter came to Ada Byron from London, and Ada Byron read it.',
    'Nothing here.',
  ]);
  const { annotate } = hands;
  const labelled = annotate.text.locator('mark');
  // Words that were labelled are recommended without a model; one that is ready in the middle would add guesses of its own.
  await annotate.pauseTraining();

  await hands.drag('Ada Byron');
  await hands.press('1');
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Person');
  table['two-word entity'] = hands.count();

  await hands.click('Ada');
  await hands.press('2');
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Place');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  table['relabel'] = hands.count();
  await page.keyboard.press('Control+z');
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Person');

  // The ends of a label move a word at a time, and back.
  await annotate.clickAt(1);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(annotate.mark('Ada Byron lived')).toBeVisible();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(labelled).toHaveText('Ada Byron');
  // By hand, too: the pop-up stays, and says no more than before.
  const handle = await page.locator('.end-handle[data-end="to"]').boundingBox();
  const next = await annotate.boxOf(11, 14);
  if (handle === null) throw new Error('no handle at the end of the label');
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(next.x + next.width / 2, next.y + next.height / 2, { steps: 3 });
  await page.mouse.up();
  await expect(annotate.mark('Ada Byron lived')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(labelled).toHaveText('Ada Byron');
  await page.keyboard.press('Escape');

  // A French keyboard types é and & where 2 and 1 are printed.
  await annotate.clickAt(1);
  await page.evaluate(() => {
    const press = { key: 'é', code: 'Digit2', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Place');
  await annotate.clickAt(1);
  await page.evaluate(() => {
    const press = { key: '&', code: 'Digit1', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect(annotate.mark('Ada Byron')).toHaveAttribute('data-tags', 'Person');

  await annotate.goTo(2);
  await annotate.drag(0, 9);
  hands.count();
  await hands.press('e');
  const everywhere = page.getByRole('dialog', { name: 'Every “Ada Byron”' });
  await expect(everywhere).toContainText('In this text: 20 places');
  await expect(everywhere).toContainText('In the whole project: 22 places in 2 texts');
  await hands.press('1');
  await expect(labelled).toHaveCount(20);
  table['same entity in 20 places'] = hands.count();
  await page.keyboard.press('Control+z');
  await expect(labelled).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(labelled).toHaveCount(20);

  // What was learnt stands in the text of the third, dotted; a click shows all labels, the recommended one ringed.
  await annotate.goTo(3);
  const proposed = annotate.text.locator('[data-kinds="suggestion"]');
  await expect(proposed).toHaveCount(2, { timeout: 30_000 });
  await expect(labelled).toHaveCount(0);
  await annotate.clickAt((await annotate.content()).indexOf('Ada') + 1);
  const popover = page.getByRole('dialog', { name: 'Suggestion for “Ada Byron”' });
  await expect(popover.getByRole('button', { name: /^Person/ })).toHaveAttribute('data-recommended', '');
  await expect(popover).toContainText('labelled “Ada Byron”');
  await page.keyboard.press('Escape');
  // Tab walks them in place; a label key corrects the one it is on.
  await annotate.text.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('status').first()).toContainText('Ada Byron: Person, confidence');
  await page.keyboard.press('Tab');
  await page.keyboard.press('2');
  await expect(labelled).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(proposed).toHaveCount(2);

  hands.count();
  const before = await annotate.position();
  await hands.press('a');
  await expect.poll(() => annotate.position()).not.toBe(before);
  table['accept all and go on'] = hands.count();
  await annotate.goTo(3);
  await expect(labelled).toHaveCount(2);
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  // One undo takes back the labels and the mark.
  await page.keyboard.press('Control+z');
  await expect(labelled).toHaveCount(0);

  // With nothing chosen a label sticks: each stretch that is drawn gets it.
  await annotate.goTo(4);
  await page.keyboard.press('1');
  await annotate.drag(0, 7);
  await expect(annotate.mark('Nothing')).toHaveAttribute('data-tags', 'Person');
  await annotate.drag(8, 12);
  await expect(labelled).toHaveCount(2);

  expect(table).toMatchObject({
    'two-word entity': 2,
    relabel: 2,
    'same entity in 20 places': 2,
    'accept all and go on': 1,
  });
});

test('a relation, and a class with the next text', async ({ page }) => {
  const relations = await project(
    page,
    { name: 'Relations', task: 'Relations', labels: ['Person', 'Place'], relations: ['born in'] },
    ['Ada was born in London.'],
  );
  const { annotate } = relations;
  await annotate.drag(0, 3);
  await page.keyboard.press('1');
  await annotate.drag(16, 22);
  await page.keyboard.press('2');
  await expect(annotate.text.locator('mark')).toHaveCount(2);
  relations.count();
  await relations.tick(/^Relate “Ada”/);
  await relations.tick(/^Relate “London”/);
  await relations.press('1');
  await expect(page.getByRole('button', { name: 'Change “Ada born in London”' })).toBeVisible();
  table['relation'] = relations.count();

  const classes = await project(
    page,
    {
      name: 'Classes',
      task: 'Sentiment or classes',
      labels: ['good', 'bad'],
      explanations: ['A sentence in English'],
    },
    ['A fair price.', 'Rude waiters.', 'Nothing else.'],
  );
  await page.getByRole('button', { name: /^Go on after a class/ }).click();
  await classes.annotate.text.focus();
  classes.count();
  // Alt gives the label without a reason, and puts that on record.
  await classes.press('Alt+1');
  await expect(classes.annotate.text).toHaveText('Rude waiters.');
  table['class and go on'] = classes.count();
  await classes.annotate.goTo(1);
  await expect(page.getByText('good', { exact: true }).last()).toBeVisible();
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  expect(table).toMatchObject({ relation: 3, 'class and go on': 1 });
});
