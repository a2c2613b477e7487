/** Titles and kinship words are the most usual reasons for a person: what stands behind them must be asked about. */
import { expect, test } from 'vitest';
import { InstanceCutter } from '#core/execute';
import { parseExplanation } from '#core/explain';
import type { Document, Label, LabelledDocument } from '#core/project';
import { dictionaryOf } from '#core/recommend';
import { RuleEngine, ruleDocument } from '#core/rules';
import { spanText } from '#core/text';

const names = [
  'Alba',
  'Bruno',
  'Chiara',
  'Dario',
  'Elsa',
  'Fabio',
  'Gino',
  'Ilaria',
  'Luca',
  'Mina',
  'Nico',
  'Olga',
  'Pia',
];
const texts = names.map((name) => `Doctor ${name} works at the hospital.`);
const label: Label = {
  id: 'p',
  projectId: 'x',
  kind: 'span',
  name: 'Person',
  colour: 0,
  shortcut: '1',
  position: 0,
  updatedAt: 0,
};
const labels = new Map([[label.id, label]]);
const doc = (id: string, text: string, spans: readonly [number, number][] = []): LabelledDocument => ({
  document: {
    id,
    projectId: 'x',
    position: 0,
    text,
    meta: {},
    status: 'open',
    flagged: false,
    updatedAt: 0,
  } as Document, // the fields that are read
  annotations: spans.map(([from, to], i) => ({
    id: `${id}-${i}`,
    projectId: 'x',
    documentId: id,
    annotator: '',
    labelId: 'p',
    target: { kind: 'span', from, to },
    source: 'manual',
    updatedAt: 0,
  })),
  explanations: [],
});
const own = doc('own', texts[0]!, [[7, 11]]);
const candidatesIn = (one: LabelledDocument, taught: readonly LabelledDocument[]): string[] =>
  ruleDocument('ner', one, labels, dictionaryOf(taught)).instances.map(({ target }) =>
    target.kind === 'span' ? spanText(one.document.text, target) : '',
  );

test('names inside noun phrases can be labelled; a title that labels leave out is left out', () => {
  const cousin = doc('c', 'My cousin Marguerite and old Harbour Inn.');
  expect(candidatesIn(cousin, [])).toEqual(
    expect.arrayContaining(['cousin Marguerite', 'Marguerite', 'Harbour Inn']),
  );
  const bruno = doc('b', texts[1]!);
  expect(candidatesIn(bruno, [])).toEqual(expect.arrayContaining(['Doctor Bruno', 'Bruno']));
  const learnt = candidatesIn(bruno, [own]);
  expect(learnt).toContain('Bruno');
  expect(learnt).not.toContain('Doctor Bruno');
  // Whole names are no titles of their last words.
  const whole = doc('w', 'Ada Byron wrote.', [[0, 9]]);
  expect(candidatesIn(doc('a', 'Ada Lovelace wrote.'), [own, whole])).toContain('Ada Lovelace');
});

test('"Doctor" directly before the entity is counted wherever it is true', () => {
  const target = { kind: 'span', from: 7, to: 11 } as const;
  const { instance } = new InstanceCutter({ text: texts[0]! }).cut(target);
  const parsed = parseExplanation('"Doctor" is directly before the entity', instance);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const engine = new RuleEngine({ labels: [{ id: 'p' }], threshold: 1 });
  const dictionary = dictionaryOf([own]);
  const all = [own, ...texts.slice(1).map((text, i) => doc(`d${i}`, text))];
  for (const one of all) engine.upsertDocument(ruleDocument('ner', one, labels, dictionary));
  engine.upsertRule({
    id: 'r',
    labelId: 'p',
    form: parsed.value[0]!.form,
    enabled: true,
    explains: { documentId: 'own', target },
  });
  for (const _ of engine.update());
  const found = [...engine.weakLabels()].flatMap(({ documentId, target: span }) => {
    const text = all.find((one) => one.document.id === documentId)?.document.text ?? '';
    return span.kind === 'span' ? [spanText(text, span)] : [];
  });
  expect(found.filter((name) => name !== 'Alba').sort()).toEqual(names.slice(1));
});

test('in lower case too a phrase is cut to what labels look like', () => {
  const cut = (text: string, ...labelled: readonly string[]): LabelledDocument =>
    doc(
      text,
      text,
      labelled.map((words): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length]),
    );
  const taught = [
    cut('he had acute renal failure .', 'renal failure'),
    cut('they stopped lithium therapy .', 'lithium'),
  ];
  const other = doc('o', 'after aspirin therapy came acute liver failure .');
  expect(candidatesIn(other, [])).toEqual(expect.arrayContaining(['aspirin therapy', 'acute liver failure']));
  const learnt = candidatesIn(other, taught);
  expect(learnt).toEqual(expect.arrayContaining(['aspirin', 'liver failure']));
  expect(learnt).not.toContain('aspirin therapy');
  // As many labels with the word as without it: no habit.
  const mixed = [
    ...taught,
    cut('an acute pain began .', 'acute pain'),
    cut('the acute cough went .', 'acute cough'),
  ];
  expect(candidatesIn(other, mixed)).toContain('acute liver failure');
});
