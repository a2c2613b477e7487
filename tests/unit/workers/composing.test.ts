/** Rules without a text before one, and word lists: from the project's settings to what rules match and dictionaries recommend. */
import { expect, it } from 'vitest';
import { neverStop } from '#core/base';
import { listedTerms, readWords, wordListFault } from '#core/project';
import { dictionaryOf, recommendFromDictionary } from '#core/recommend';
import { RuleIndex } from '#workers/project/rule-index';
import { composeRule } from '#workers/rules/composing';
import { freshStore, value } from '../store/fixture.ts';

const texts = [
  'He took aspirin because of pain.',
  'She left due to rain.',
  'They stayed for lunch.',
  'It measures because of rain.',
];
const causal = { name: 'causal', words: ['because of', 'due to'] };

async function project() {
  const { store } = await freshStore();
  const made = value(
    await store.projects.create({
      name: 'p',
      task: 'sa',
      explanationKinds: ['nl'],
      labels: [{ kind: 'text', name: 'cause' }],
    }),
  );
  const documents = texts.map((text, at) => ({ text, ...(at === 3 ? { split: 'holdout' as const } : {}) }));
  value(await store.importer(made.id).appendBatch(documents));
  const [label] = await store.labels.list(made.id);
  const rules = new RuleIndex(store, made.id);
  const compose = async (sentence: string) => {
    const request = { projectId: made.id, labelId: label!.id, sentence, cursor: sentence.length };
    const answer = await composeRule(store, rules, request, neverStop);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  return { store, id: made.id, label: label!, compose };
}

it('reads a sentence without a text, and names texts that teach and that it is true of', async () => {
  const { compose } = await project();
  const answer = await compose('The text contains the word "rain"');
  expect(answer.understood).toContain('"rain"');
  expect(answer.figures).toMatchObject({ matches: 2, documents: 4 });
  expect(answer.places.map(({ text }) => text)).toEqual([texts[1]]);
  expect(answer.places[0]?.keywords.map(({ span }) => texts[1]!.slice(span.from, span.to))).toEqual(['rain']);
  expect((await compose('The text cont')).places).toEqual([]);
});

it('matches a list that was made after the texts were read, and no longer when it is gone', async () => {
  const { store, id, compose } = await project();
  const said = 'There is a word in the causal list';
  expect((await compose(said)).figures?.matches ?? 0).toBe(0);
  value(await store.projects.update(id, { settings: { wordLists: [causal] } }));
  const answer = await compose(said);
  expect(answer.notices).toEqual([]);
  expect(answer.places.map(({ position }) => position)).toEqual([0, 1]);
  value(await store.projects.update(id, { settings: { wordLists: [{ ...causal, words: ['lunch'] }] } }));
  expect((await compose(said)).places.map(({ position }) => position)).toEqual([2]);
});

it('recommends the words of a list with its label while that is a label of entities', () => {
  const project = {
    settings: { wordLists: [{ name: 'drugs', words: ['aspirin', 'folic acid'], labelId: 'd' }, causal] },
  } as unknown as Parameters<typeof listedTerms>[0]; // the setting that is read
  const terms = listedTerms(project, [{ id: 'd', kind: 'span' }]);
  const document = { id: '1', text: 'Aspirin and folic acid, because of pain.' };
  expect(
    recommendFromDictionary(document, dictionaryOf([], terms)).map(({ labelId, target }) => [
      labelId,
      target,
    ]),
  ).toEqual([
    ['d', { kind: 'span', from: 0, to: 7 }],
    ['d', { kind: 'span', from: 12, to: 22 }],
  ]);
  expect(listedTerms(project, [{ id: 'd', kind: 'text' }])).toEqual([]);
  expect(listedTerms({ settings: {} } as typeof project, [])).toEqual([]);
});

it('reads words as people have them, and says what a list lacks', () => {
  expect(readWords('\ufeffaspirin\r\n"folic ""acid"""\tDrug\n\n aspirin \n')).toEqual([
    'aspirin',
    'folic "acid"',
  ]);
  const list = { name: 'drugs', words: ['a'] };
  expect(wordListFault(list, [causal])).toBeUndefined();
  expect(wordListFault({ ...list, name: ' ' }, [])).toBe('no-name');
  expect(wordListFault({ ...list, name: 'the "x"' }, [])).toBe('odd-name');
  expect(wordListFault({ ...list, name: 'Causal' }, [causal])).toBe('name-taken');
  expect(wordListFault({ ...list, words: [] }, [])).toBe('no-words');
  expect(wordListFault({ ...list, words: Array.from({ length: 20_001 }, (_, i) => `${i}`) }, [])).toBe(
    'too-many-words',
  );
});
