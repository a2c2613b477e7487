/**
 * The whole loop on real sentences: import CoNLL, label twenty with triggers through the page, see the model's
 * recommendations come and change, lose the network and the tab, and export exactly what was entered.
 */
import { expect, test } from '@playwright/test';
import { bc5cdrSentences, type GoldEntity, hasBc5cdr, untagged } from './bc5cdr.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

test.use({ serviceWorkers: 'allow' });

interface Entered {
  readonly text: string;
  readonly label: string;
  readonly words: string;
  readonly trigger: string;
}

/** A word beside the entity, to be its trigger. */
function neighbour(text: string, entity: GoldEntity): { from: number; to: number } | undefined {
  const after = /^ ([A-Za-z]{3,})(?= |$)/.exec(text.slice(entity.to));
  if (after?.[1] !== undefined) return { from: entity.to + 1, to: entity.to + 1 + after[1].length };
  const before = /(?:^| )([A-Za-z]{3,}) $/.exec(text.slice(0, entity.from));
  if (before?.[1] === undefined) return undefined;
  return { from: entity.from - 1 - before[1].length, to: entity.from - 1 };
}

test('import, label with triggers, train, recommend, reload offline, export', async ({ page, context }) => {
  test.skip(
    !hasBc5cdr,
    'needs ../shared/data/bc5cdr-triggers (see docs/user-guide.md for where it comes from)',
  );
  test.setTimeout(500_000);
  const all = bc5cdrSentences().slice(0, 900);
  const usable = (sentence: (typeof all)[number]): boolean =>
    sentence.text.length < 260 &&
    sentence.entities[0] !== undefined &&
    neighbour(sentence.text, sentence.entities[0]) !== undefined;
  const first = all.filter(usable).slice(0, 20);
  const sentences = [...first, ...all.filter((sentence) => !first.includes(sentence))].slice(0, 500);

  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'BC5CDR', labels: ['Chemical', 'Disease'] });
  const importing = new ImportPage(page);
  await importing.choose({ name: 'train.conll', content: untagged(sentences) });
  expect(await importing.format()).toBe('CoNLL');
  expect(await importing.run()).toBe(500);
  await importing.annotate();

  const annotate = new AnnotatePage(page);
  const entered: Entered[] = [];
  for (const sentence of first) {
    await expect(annotate.text).toHaveText(sentence.text);
    const entity = sentence.entities[0];
    if (entity === undefined) throw new Error('chosen to have one');
    const trigger = neighbour(sentence.text, entity);
    if (trigger === undefined) throw new Error('chosen to have one');
    await annotate.drag(entity.from, entity.to);
    await annotate.labelButton(entity.label).click();
    await expect(annotate.explain.getByRole('button', { name: 'Done', exact: true })).toBeDisabled();
    await annotate.clickAt(trigger.from);
    await annotate.done();
    await expect(annotate.mark(entity.words).first()).toBeVisible();
    entered.push({
      text: sentence.text,
      label: entity.label,
      words: entity.words,
      trigger: sentence.text.slice(trigger.from, trigger.to),
    });
    await annotate.finish();
  }

  // The model's recommendations appear on unlabelled texts, and change with the next training.
  const fromModel = async (): Promise<string[]> => {
    const found: string[] = [];
    for (let number = 21; number <= 32; number++) {
      await annotate.goTo(number);
      await page.waitForTimeout(150);
      for (const { name, from } of await annotate.recommended()) {
        if (/model \d+/.test(from)) found.push(`${number} ${name} ${/model \d+/.exec(from)?.[0] ?? ''}`);
      }
    }
    return found;
  };
  const trainNow = async (): Promise<void> => {
    await annotate.go('Settings');
    await page.getByRole('button', { name: 'Train now' }).click();
    await annotate.go('Annotate');
  };
  // Twenty texts with one label each make a model that is sure of little: where it says nothing yet, it trains on.
  let before: string[] = [];
  await expect(async () => {
    before = await fromModel();
    if (before.length === 0) await trainNow();
    expect(before.length).toBeGreaterThan(0);
  }).toPass({ timeout: 180_000 });
  await trainNow();
  await expect(async () => {
    expect(await fromModel()).not.toEqual(before);
  }).toPass({ timeout: 180_000 });

  // Offline: the tab is loaded again without a network, and everything is there.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  await page.reload();
  await annotate.goTo(1);
  await expect(annotate.mark(entered[0]?.words ?? '').first()).toBeVisible();
  await annotate.go('Export');
  const file = await new ExportPage(page).download('JSON: text, label, explanation');
  await context.setOffline(false);

  const exported = triplesOf(JSON.parse(file.content));
  expect(exported).toEqual(entered.map((one) => ({ ...one })));
});

interface ExportedDocument {
  readonly text: string;
  readonly annotations: readonly {
    readonly label: string;
    readonly words: string;
    readonly explanations: readonly { readonly spans?: readonly { readonly words: string }[] }[];
  }[];
}

/** The triples of the exported file, in the shape in which they were entered. */
function triplesOf(file: { readonly documents: readonly ExportedDocument[] }): Entered[] {
  return file.documents.flatMap(({ text, annotations }) =>
    annotations.map(({ label, words, explanations }) => ({
      text,
      label,
      words,
      trigger: explanations.flatMap((one) => (one.spans ?? []).map((span) => span.words)).join(' '),
    })),
  );
}
