/**
 * The walkthroughs of the LEAN-LIFE paper (Lee et al. 2020, §3 and figure 4) and of the product page: a relation explained with
 * a sentence, an aspect explained with a sentence; a restaurant with two triggers has a file of its own. Each ends in the right
 * export and in a rule that labels a text nobody has labelled.
 */
import { expect, test } from '@playwright/test';
import type { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import type { NewProject } from './pages/projects-page.ts';
import { start } from './pages/start.ts';

const nationality: NewProject = {
  name: 'Nationalities',
  task: 'Relations',
  explanations: ['A sentence in English'],
  labels: ['Person', 'Country'],
  relations: ['nationality', 'visited'],
};
const citizens = ['Ms. Lee is a Canadian citizen.', 'Last May Mr. Okafor became a British citizen at last.'];

async function labelWords(annotate: AnnotatePage, words: string, label: string): Promise<void> {
  const from = (await annotate.content()).indexOf(words);
  await annotate.drag(from, from + words.length);
  await annotate.labelButton(label).click();
  await expect(annotate.mark(words)).toHaveAttribute('data-tags', label);
}

const sentenceField = (annotate: AnnotatePage) =>
  annotate.explain.getByRole('combobox', { name: 'Why? Say it in a sentence.' });

test('a nationality between a person and "Canadian", because of the word "citizen"', async ({ page }) => {
  const annotate = await start(page, nationality, citizens);
  await labelWords(annotate, 'Ms. Lee', 'Person');
  await labelWords(annotate, 'Canadian', 'Country');

  // The order of ticking is the order of the relation, and is shown.
  const tick = (words: string) => page.getByRole('checkbox', { name: new RegExp(`^Relate “${words}”`) });
  await tick('Canadian').check();
  await tick('Ms. Lee').check();
  const relations = page.getByRole('region', { name: 'Relations' });
  await expect(relations).toContainText('1 Canadian → 2 Ms. Lee');
  await tick('Canadian').uncheck();
  await tick('Canadian').check();
  await expect(relations).toContainText('1 Ms. Lee → 2 Canadian');
  await annotate.labelButton('nationality').click();

  // The completions of the paper's figure 4.
  const field = sentenceField(annotate);
  await expect(annotate.explain).toContainText('Ms. Lee → Canadian');
  await field.fill('The word "citizen" appears ');
  const completions = annotate.explain.getByRole('listbox', { name: 'Ways to go on' });
  for (const way of [/right/, /within/]) {
    await expect(completions.getByRole('option', { name: way }).first()).toBeVisible();
  }
  // "Citizen" stands to the right of both: what is not true of this text is not offered.
  await expect(completions.getByRole('option', { name: /^(?:between|to the left of [XY])/ })).toHaveCount(0);
  await field.fill('The word "citizen" appears to the right of Canadian');
  await expect(annotate.explain).toContainText('the word "citizen" appears after Y');
  await expect(annotate.explain).toContainText('True of this text');
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(
    relations.getByRole('button', { name: 'Change “Ms. Lee nationality Canadian”' }),
  ).toBeVisible();

  // The rule labels a pair that nobody has related.
  await annotate.goTo(2);
  await labelWords(annotate, 'Mr. Okafor', 'Person');
  await labelWords(annotate, 'British', 'Country');
  await annotate.openCopy();
  const proposed = annotate.suggestions().filter({ hasText: 'Mr. Okafor – nationality → British' });
  await expect(proposed).toBeVisible({ timeout: 30_000 });
  await proposed.hover();
  await expect(annotate.recommendations).toContainText(
    'rule “The word "citizen" appears to the right of Canadian”',
  );
  await tick('Mr. Okafor').check();
  await tick('British').check();
  await expect(annotate.labelButton('nationality')).toHaveAttribute('data-recommended', '');
  await proposed.dblclick();
  await expect(
    relations.getByRole('button', { name: 'Change “Mr. Okafor nationality British”' }),
  ).toBeVisible();

  // Label and direction can be changed; an entity of a relation does not vanish silently.
  await relations.getByRole('button', { name: 'Change “Mr. Okafor nationality British”' }).click();
  await relations.getByRole('button', { name: 'Swap X and Y' }).click();
  await expect(
    relations.getByRole('button', { name: 'Change “British nationality Mr. Okafor”' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(
    relations.getByRole('button', { name: 'Change “Mr. Okafor nationality British”' }),
  ).toBeVisible();
  const ofBritish = page.getByRole('dialog', { name: 'Label of “British”' });
  await annotate.mark('British').click();
  await ofBritish.getByRole('button', { name: 'Delete the label' }).click();
  await expect(annotate.mark('British')).toBeVisible();
  await expect(ofBritish).toContainText('1 relation ends here.');
  await expect(ofBritish.getByRole('button', { name: 'Delete with its 1 relation' })).toBeFocused();
  await ofBritish.getByRole('button', { name: 'Keep it' }).click();
  await page.keyboard.press('Escape');

  await annotate.go('Export');
  const file = await new ExportPage(page).download('LEAN-LIFE JSON');
  const { data } = JSON.parse(file.content) as { data: { text: string; annotations: object[] }[] }; // our own file
  expect(data[0]?.annotations).toContainEqual(
    expect.objectContaining({
      label: 'nationality',
      sbj_start_offset: 0,
      sbj_end_offset: 7,
      obj_start_offset: 13,
      obj_end_offset: 21,
      explanation: ['The word "citizen" appears to the right of Canadian'],
    }),
  );
});

test('a relation by keyboard alone', async ({ page }) => {
  const annotate = await start(page, nationality, citizens);
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await annotate.text.focus();
  // Three tokens: "Ms", the full stop, "Lee".
  await press('Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', '1');
  await expect(annotate.mark('Ms. Lee')).toHaveAttribute('data-tags', 'Person');
  await press('Home', ...Array.from({ length: 5 }, () => 'ArrowRight'), '2');
  await expect(annotate.mark('Canadian')).toHaveAttribute('data-tags', 'Country');
  await press('Home', 'x', ']', 'x');
  const relations = page.getByRole('region', { name: 'Relations' });
  await expect(relations).toContainText('1 Ms. Lee → 2 Canadian');
  await press('1');
  await expect(sentenceField(annotate)).toBeFocused();
  await page.keyboard.type('The word "cit');
  const option = annotate.explain.getByRole('option', { name: /citizen/ }).first();
  await expect(option).toBeVisible();
  await press('ArrowDown', 'Enter');
  await expect(sentenceField(annotate)).toHaveValue(/citizen/);
  await sentenceField(annotate).fill('The word "citizen" appears after Y');
  await expect(annotate.explain).toContainText('True of this text');
  await press('Enter');
  const change = (words: string) => relations.getByRole('button', { name: `Change “${words}”` });
  await expect(change('Ms. Lee nationality Canadian')).toBeVisible();
  await expect(annotate.text).toBeFocused();

  // What the rule says of another pair is accepted with one key.
  await annotate.goTo(2);
  await annotate.text.focus();
  await press(
    'Home',
    'ArrowRight',
    'ArrowRight',
    'Shift+ArrowRight',
    'Shift+ArrowRight',
    'Shift+ArrowRight',
    '1',
  );
  await expect(annotate.mark('Mr. Okafor')).toHaveAttribute('data-tags', 'Person');
  await press(...Array.from({ length: 3 }, () => 'ArrowRight'), '2');
  await expect(annotate.mark('British')).toHaveAttribute('data-tags', 'Country');
  await annotate.openCopy();
  const proposed = annotate.suggestions().filter({ hasText: 'Mr. Okafor – nationality → British' });
  await expect(proposed).toHaveAttribute('aria-selected', 'true', { timeout: 30_000 });
  await press('+');
  await expect(change('Mr. Okafor nationality British')).toBeVisible();

  // Direction, label and reason are changed and the relation is deleted, without a pointer.
  await change('Mr. Okafor nationality British').focus();
  await press('Enter');
  await relations.getByRole('combobox', { name: 'Relation' }).focus();
  await press('v');
  await expect(change('Mr. Okafor visited British')).toBeVisible();
  await relations.getByRole('button', { name: 'Swap X and Y' }).focus();
  await press('Enter');
  await expect(change('British visited Mr. Okafor')).toBeVisible();
  await relations.getByRole('button', { name: 'Say why' }).focus();
  await press('Enter');
  await expect(sentenceField(annotate)).toBeFocused();
  await page.keyboard.type('X comes after Y');
  await expect(annotate.explain).toContainText('True of this text');
  await press('Enter');
  await expect(relations).toContainText('X comes after Y');
  await change('British visited Mr. Okafor').focus();
  await press('Enter');
  await relations.getByRole('button', { name: 'Delete the relation' }).focus();
  await press('Enter');
  await expect(change('British visited Mr. Okafor')).toBeHidden();

  // Undone step by step; an entity that a relation ends in asks before it goes.
  await press('Control+z');
  await expect(change('British visited Mr. Okafor')).toBeVisible();
  await annotate.text.focus();
  await press('Home', ']', 'Enter');
  const popover = page.getByRole('dialog', { name: 'Label of “Mr. Okafor”' });
  await expect(popover).toBeVisible();
  await press('Delete');
  await expect(popover.getByRole('button', { name: 'Delete with its 1 relation' })).toBeFocused();
  await press('Enter');
  await expect(annotate.mark('Mr. Okafor')).toBeHidden();
  await expect(change('British visited Mr. Okafor')).toBeHidden();
  await press('Control+z');
  await expect(change('British visited Mr. Okafor')).toBeVisible();
});

test('a relation, an aspect and a text by their trigger words', async ({ page }) => {
  const annotate = await start(
    page,
    { ...nationality, name: 'By words', explanations: ['Trigger words', 'A sentence in English'] },
    citizens,
  );
  const tick = (words: string) => page.getByRole('checkbox', { name: new RegExp(`^Relate “${words}”`) });
  await labelWords(annotate, 'Ms. Lee', 'Person');
  await labelWords(annotate, 'Canadian', 'Country');
  await tick('Ms. Lee').check();
  await tick('Canadian').check();
  await page.keyboard.press('1');
  // From the words to the sentence and back with one key.
  await expect(annotate.explain.getByText('Click or drag over the words in the text')).toBeVisible();
  await page.keyboard.press('Alt+e');
  await expect(sentenceField(annotate)).toBeFocused();
  await page.keyboard.press('Alt+e');
  await expect(annotate.explain.getByText('Click or drag over the words in the text')).toBeVisible();
  await expect(annotate.text).toBeFocused();
  await annotate.clickAt((citizens[0] ?? '').indexOf('citizen') + 2);
  await annotate.done();
  await annotate.goTo(2);
  await labelWords(annotate, 'Mr. Okafor', 'Person');
  await labelWords(annotate, 'British', 'Country');
  await annotate.openCopy();
  const proposed = annotate.suggestions().filter({ hasText: 'Mr. Okafor – nationality → British' });
  await expect(proposed).toBeVisible({ timeout: 30_000 });
  await proposed.hover();
  await expect(annotate.recommendations).toContainText('trigger “citizen”, 1.00');
  // The other way round nothing was said.
  await expect(annotate.suggestions().filter({ hasText: 'British – nationality' })).toHaveCount(0);

  const opinions = await start(
    page,
    {
      name: 'Opinions by words',
      task: 'Sentiment or classes',
      explanations: ['Trigger words'],
      labels: ['positive', 'negative'],
    },
    [
      'Such friendly people, and a fair price for NYC.',
      'They ask a fair price for lunch.',
      'The price was not fair.',
      'We met friendly people all night.',
    ],
  );
  const first = await opinions.content();
  await opinions.drag(first.indexOf('price'), first.indexOf('price') + 5);
  await page.keyboard.press('1');
  await opinions.clickAt(first.indexOf('fair') + 1);
  await opinions.done();
  await opinions.clickAt(first.indexOf('NYC'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await opinions.drag(first.indexOf('friendly'), first.indexOf('friendly') + 'friendly people'.length);
  await opinions.done();
  await opinions.goTo(2);
  await opinions.openCopy();
  const aspect = opinions.suggestions().filter({ hasText: 'price' });
  await expect(aspect).toHaveAttribute('aria-label', /^price: positive/, { timeout: 30_000 });
  await expect
    .poll(async () => (await opinions.recommended()).map(({ from }) => from).join(' '))
    .toContain('trigger “fair”');
  await opinions.goTo(4);
  await opinions.openCopy();
  const whole = opinions.suggestions().filter({ hasText: 'positive' });
  await expect(whole).toBeVisible({ timeout: 30_000 });
  await whole.hover();
  await expect(opinions.recommendations).toContainText('trigger “friendly people”, 1.00');
  await opinions.page.keyboard.press('+');
  await expect(page.getByRole('list').filter({ hasText: 'positive' })).toBeVisible();
});

test('an aspect is positive because "the word price is directly preceded by fair"', async ({ page }) => {
  const annotate = await start(
    page,
    {
      name: 'Prices',
      task: 'Sentiment or classes',
      explanations: ['A sentence in English', 'Trigger words'],
      labels: ['positive', 'negative'],
    },
    ['A very fair price for NYC.', 'They ask a fair price for lunch.', 'The price was silly.'],
  );
  const words = 'price';
  const from = (await annotate.content()).indexOf(words);
  await annotate.drag(from, from + words.length);
  await page.keyboard.press('1');
  await annotate.explain.getByRole('tab', { name: 'Sentence' }).click();
  await sentenceField(annotate).fill('the word price is directly preceded by fair');
  await expect(annotate.explain).toContainText('the word "fair" appears immediately before the aspect');
  await expect(annotate.explain).toContainText('True of this text');
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  await expect(annotate.mark('price')).toHaveAttribute('data-tags', 'positive');

  // A whole text gets a label too, with a sentence that is not understood: kept as text, and flagged.
  await annotate.goTo(3);
  await page.keyboard.press('2');
  await sentenceField(annotate).fill('zzz qqq vvv');
  await annotate.explain.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByRole('list').filter({ hasText: 'negative' })).toBeVisible();

  await annotate.goTo(2);
  await annotate.openCopy();
  const proposed = annotate.suggestions().filter({ hasText: 'price' });
  await expect(proposed).toHaveAttribute('aria-label', /price: positive/, { timeout: 30_000 });
  await proposed.hover();
  await expect(annotate.recommendations).toContainText('rule “the word price is directly preceded by fair”');
  await page.keyboard.press('+');
  await expect(annotate.mark('price')).toHaveAttribute('data-tags', 'positive');

  await annotate.go('Explanations');
  const rule = page.getByRole('row').filter({ hasText: 'the word price is directly preceded by fair' });
  await expect(rule).toContainText('positive', { timeout: 30_000 });
  await expect(page.getByRole('row').filter({ hasText: 'zzz qqq vvv' })).toContainText('Not understood');
  await rule.getByRole('button', { name: /^Show what/ }).click();
  await expect(page.getByRole('complementary', { name: 'The chosen explanation' })).toContainText(
    'They ask a fair price',
  );

  await annotate.go('Export');
  const file = await new ExportPage(page).download('JSON: text, label, explanation');
  expect(file.content).toContain('the word price is directly preceded by fair');
  expect(file.content).toContain('zzz qqq vvv');
});
