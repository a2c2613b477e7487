/** Everything of a label with the keyboard alone: select, label, two triggers, done, open, change, delete, undo, redo. */
import { expect, type Page, test } from '@playwright/test';
import type { AnnotatePage } from './pages/annotate-page.ts';
import { start } from './pages/start.ts';

const sentence = 'We had lunch at Rumble Fish, where the food is cheap.';
const others = ['I had a dinner at McDonalds, where the food is cheap.', '我爱北京天安门', 'مرحبا بالعالم'];

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
const times = (n: number, key: string): string[] => Array.from({ length: n }, () => key);

const begin = (page: Page): Promise<AnnotatePage> =>
  start(page, { name: 'By keyboard', labels: ['Restaurant', 'Person'] }, [sentence, ...others]);

test('a label with two triggers, undone and redone', async ({ page }) => {
  const annotate = await begin(page);
  await annotate.text.focus();
  // We → Rumble Fish, selected with Shift.
  await press(page, ...times(4, 'ArrowRight'), 'Shift+ArrowRight', 'Shift+ArrowRight');
  await expect(page.getByRole('status').first()).toContainText('Selected: Rumble Fish');
  await press(page, '1');
  await expect(annotate.explain).toBeVisible();
  await expect(annotate.mark('Rumble Fish')).toBeVisible();

  // "had lunch at" as the first trigger, "food" as the second.
  await press(page, 'Home', 'ArrowRight', ' ', 'ArrowRight', ' ', 'ArrowRight', ' ', 'n');
  await press(page, ...times(6, 'ArrowRight'));
  await expect(page.getByRole('status').first()).toContainText('food');
  await press(page, ' ');
  await expect(annotate.explain.getByRole('button', { name: 'Take “had lunch at” out' })).toBeVisible();
  await expect(annotate.explain.getByRole('button', { name: 'Take “food” out' })).toBeVisible();
  await press(page, 'Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(annotate.mark('Rumble Fish')).toHaveAttribute('data-tags', 'Restaurant');

  // One undo takes back label and triggers together, one redo brings them again.
  await press(page, 'Control+z');
  await expect(annotate.text.locator('mark')).toHaveCount(0);
  await press(page, 'Control+Shift+z');
  await expect(annotate.mark('Rumble Fish')).toBeVisible();

  // Enter on the label opens it; the triggers are shown; the label changes.
  await annotate.text.focus();
  await press(page, 'Home', ']', 'Enter');
  const popover = page.getByRole('dialog', { name: 'Label of “Rumble Fish”' });
  await expect(popover).toContainText('had lunch at');
  await expect(popover).toContainText('food');
  await popover.getByRole('combobox', { name: 'Change the label' }).selectOption({ label: 'Person' });
  await expect(annotate.mark('Rumble Fish')).toHaveAttribute('data-tags', 'Person');
  await press(page, 'Escape');
  await expect(popover).toBeHidden();
  await expect(annotate.text).toBeFocused();

  // Delete is one key away, also while the list of labels has the focus.
  await press(page, 'Home', ']', 'Enter');
  await expect(popover.getByRole('combobox')).toBeFocused();
  await press(page, 'Delete');
  await expect(annotate.text.locator('mark')).toHaveCount(0);
  await expect(annotate.text).toBeFocused();
});

test('Escape and a pop-up without words leave no label', async ({ page }) => {
  const annotate = await begin(page);
  await annotate.text.focus();
  await press(page, 'ArrowRight', '2');
  await expect(annotate.explain).toBeVisible();
  await press(page, 'Enter');
  await expect(annotate.explain).toBeVisible();
  await press(page, 'Escape');
  await expect(annotate.explain).toBeHidden();
  await expect(annotate.text.locator('mark')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

/** Writing to a table waits for another tab until what is returned is called, as behind any long write on a busy machine. */
async function holdTable(page: Page, table: string): Promise<() => Promise<void>> {
  const other = await page.context().newPage();
  await other.goto(new URL('manifest.webmanifest', page.url()).href);
  const held = await other.evaluateHandle(async (table) => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const state = { isHeld: true };
    const store = db.transaction(table, 'readwrite').objectStore(table);
    const again = (): void => {
      store.count().onsuccess = () => (state.isHeld ? again() : db.close());
    };
    again();
    return state;
  }, table);
  return () =>
    held.evaluate((state) => {
      state.isHeld = false;
    });
}

test('a draft comes back after a reload, though it was not yet in the store', async ({ page }) => {
  const annotate = await begin(page);
  const trigger = annotate.explain.getByRole('button', { name: 'Take “We” out' });
  const release = await holdTable(page, 'drafts');
  await annotate.text.focus();
  await press(page, ...times(4, 'ArrowRight'), '1', 'Home', ' ');
  await expect(trigger).toBeVisible();
  await page.reload();
  await release();
  await expect(trigger).toBeVisible();
  await annotate.done();
  await expect(annotate.mark('Rumble')).toHaveAttribute('data-tags', 'Restaurant');
  // What is done is no draft any more.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await page.reload();
  await expect(annotate.mark('Rumble')).toBeVisible();
  await expect(annotate.explain).toBeHidden();
});

test('the browser asks before it leaves with a label that is not yet stored', async ({ page }) => {
  const annotate = await begin(page);
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  const release = await holdTable(page, 'annotations');
  await annotate.text.focus();
  await press(page, ...times(4, 'ArrowRight'), 'Alt+1');
  await expect(annotate.mark('Rumble')).toBeVisible();
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await release();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  // Now it is stored, and nothing is asked any more.
  await page.reload();
  await expect(annotate.mark('Rumble')).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('the focus stays in a row whose label, name or place changes', async ({ page }) => {
  const annotate = await begin(page);
  await annotate.text.focus();
  await press(page, ...times(4, 'ArrowRight'), 'Alt+1');
  await expect(annotate.mark('Rumble')).toHaveAttribute('data-tags', 'Restaurant');
  await annotate.text.focus();
  await press(page, 'Home', ']', 'Enter');
  const change = page.getByRole('combobox', { name: 'Change the label' });
  await expect(change).toBeFocused();
  await change.selectOption({ label: 'Person' });
  await expect(annotate.mark('Rumble')).toHaveAttribute('data-tags', 'Person');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await expect(change).toBeFocused();
  // Undo works from there, too.
  await press(page, 'Control+z');
  await expect(annotate.mark('Rumble')).toHaveAttribute('data-tags', 'Restaurant');
  await press(page, 'Escape');

  await annotate.go('Settings');
  const name = page.getByRole('textbox', { name: 'Name', exact: true }).and(page.locator('.label-set-name'));
  await name.first().focus();
  await press(page, 'End', 's', 'Tab');
  // Its name is in the names of what stands beside it, once it is stored.
  await expect(page.getByRole('textbox', { name: 'Key of Restaurants' })).toBeFocused();
  const down = page.getByRole('button', { name: 'Move Restaurants down' });
  await down.focus();
  await press(page, 'Enter');
  await expect(name.first()).toHaveValue('Person');
  await expect(page.getByRole('button', { name: 'Move Restaurants up' })).toBeFocused();
});

test('parts of words, Chinese and Arabic', async ({ page }) => {
  const annotate = await begin(page);
  await annotate.text.focus();
  // "Rumbl": the word, shortened by one character.
  await press(page, ...times(4, 'ArrowRight'), 'Shift+ArrowRight', 'Alt+Shift+ArrowLeft');
  await expect(page.getByRole('status').first()).toContainText('Selected: Rumbl');
  await press(page, 'Escape', 'n', 'n');
  await expect(annotate.text).toHaveText('我爱北京天安门');
  await annotate.text.focus();
  await press(page, 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
  await expect(page.getByRole('status').first()).toContainText('Selected: 北京');
  await press(page, 'Escape', 'n');
  await expect(annotate.text).toHaveText('مرحبا بالعالم');
  await annotate.text.focus();
  // The text runs to the left: so does the next word.
  await press(page, 'ArrowLeft');
  await expect(page.getByRole('status').first()).toContainText('بالعالم');
});

test('done, skip, flag, search and the list of shortcuts', async ({ page }) => {
  const annotate = await begin(page);
  await annotate.text.focus();
  await press(page, 'f');
  await expect(page.getByRole('button', { name: 'Remove the flag' })).toBeVisible();
  await press(page, 'Control+Enter');
  await expect(annotate.text).toHaveText(others[0] ?? '');
  await press(page, 's');
  await expect(annotate.text).toHaveText(others[1] ?? '');
  await press(page, '/');
  await page.keyboard.type('lunch');
  await expect(
    page.getByRole('complementary', { name: 'Texts' }).getByRole('button', { name: /Rumble Fish/ }),
  ).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Texts' })).toContainText('1 text');
  // The list shows the words that were found, not the beginning of the text.
  await expect(page.getByRole('complementary', { name: 'Texts' }).locator('mark')).toHaveText('lunch');
  // Enter opens the first one that was found; Escape gives the search up, then goes back to the text.
  await press(page, 'Enter');
  await expect(annotate.text).toHaveText(sentence);
  await expect(annotate.text).toBeFocused();
  await press(page, '/', 'Escape');
  await expect(page.getByRole('searchbox', { name: 'Search the texts' })).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Clear the filter' })).toBeHidden();
  await press(page, 'Escape');
  await expect(annotate.text).toBeFocused();
  await page.getByRole('button', { name: 'Hide the list of texts' }).first().click();
  await annotate.text.focus();
  await press(page, '?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Label Restaurant');
});
