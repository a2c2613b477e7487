import { describe, expect, test } from 'vitest';
import { Corpus } from '#core/execute';
import { evaluate, type Instance, parseExplanation, sameMeaning } from '#core/explain';
import { Proposer } from '#core/proposals';
import { tokenize } from '#core/text';

/** "the <crash> was caused by the <storm>": what stands in brackets are X and Y. */
function relation(marked: string): Instance {
  const spans: { from: number; to: number }[] = [];
  let text = '';
  for (const part of marked.split(/(<[^>]*>)/)) {
    const word = part.startsWith('<') ? part.slice(1, -1) : part;
    if (part.startsWith('<')) spans.push({ from: text.length, to: text.length + word.length });
    text += word;
  }
  const [x, y] = spans;
  if (x === undefined || y === undefined) throw new Error(`two arguments in: ${marked}`);
  return { text, tokens: tokenize(text), args: { x, y } };
}

const texts = [
  'the <crash> was caused by the <storm> .',
  'a <fire> had been caused by a <candle> .',
  'this <flood> is caused by heavy <rain> .',
  'his <fear> was caused by the <dark> .',
  'the <house> was built by the <river> .',
  'a <box> was left by the <door> .',
  'the <wheel> of the old <car> .',
  'a <page> of the thin <book> .',
  'the <delay> , caused by <snow> , was long .',
].map(relation);
const cause = 1;

function corpusOf(instances: readonly Instance[]): Corpus {
  const corpus = new Corpus();
  for (const { args, ...sentence } of instances) corpus.addInstance(corpus.addSentence(sentence), args);
  return corpus;
}

function ask(gold: ReadonlyMap<number, number>, isSeen = (_: number): boolean => true, typed = '') {
  const here = texts[0] as Instance; // the list is not empty
  const proposer = new Proposer(corpusOf(texts));
  return proposer.propose({
    here,
    instance: 0,
    label: cause,
    goldOf: (at) => gold.get(at),
    isSeen,
    typed,
  });
}

describe('proposed explanations', () => {
  test('are true here, five at most, and their English means what they mean', () => {
    const proposals = ask(new Map());
    expect(proposals.length).toBeGreaterThan(0);
    expect(proposals.length).toBeLessThanOrEqual(5);
    for (const { form, sentence } of proposals) {
      const here = texts[0] as Instance; // as above
      expect(evaluate(form, here), sentence).toBe(true);
      const read = parseExplanation(sentence, here);
      const best = read.ok ? read.value[0]?.form : undefined;
      expect(best !== undefined && sameMeaning(best, form), sentence).toBe(true);
    }
  });

  test('stand on the words that tell, once labels speak against the others', () => {
    // "was … by" also stands in two texts that have another label.
    const proposals = ask(
      new Map([
        [1, cause],
        [2, cause],
        [4, 2],
        [5, 2],
        [6, 3],
      ]),
    );
    expect(proposals[0]?.sentence).toContain('caused');
    expect(proposals[0]?.contradictions).toBe(0);
    expect(proposals.some(({ agreements }) => agreements === 2)).toBe(true);
  });

  test('count matches in seen texts alone', () => {
    const all = ask(new Map());
    const some = ask(new Map(), (at) => at !== 8);
    expect(all.some(({ matches }) => matches.includes(8))).toBe(true);
    for (const { matches } of some) expect(matches).not.toContain(8);
    // Labels of unseen texts are as if they were not there.
    const blind = ask(new Map([[8, 2]]), (at) => at !== 8);
    expect(blind.map(({ sentence }) => sentence)).toEqual(some.map(({ sentence }) => sentence));
  });

  test('what is typed leaves those with its words', () => {
    const proposals = ask(new Map(), undefined, 'the word "caus');
    expect(proposals.length).toBeGreaterThan(0);
    for (const { sentence } of proposals) expect(sentence).toContain('caus');
    expect(ask(new Map(), undefined, 'zebra')).toEqual([]);
  });

  test('a corpus that has grown is searched to its end', () => {
    const corpus = corpusOf(texts.slice(0, 8));
    const proposer = new Proposer(corpus);
    const question = {
      here: texts[0] as Instance, // as above
      instance: 0,
      label: cause,
      goldOf: () => undefined,
      isSeen: () => true,
    };
    proposer.propose(question);
    const { args, ...sentence } = texts[8] as Instance; // the ninth
    const added = corpus.addInstance(corpus.addSentence(sentence), args);
    expect(proposer.propose(question).some(({ matches }) => matches.includes(added))).toBe(true);
  });

  test('of an opinion stand on the word that tells it, not on those around', () => {
    const reviews = [
      'the food here is really good , and we will return .',
      'the food was good .',
      'a wine that is good .',
      'the room is where we sat , and we will return .',
      'the bread is at the table .',
    ].map((text): Instance => {
      const [noun = ''] = /food|wine|room|bread/.exec(text) ?? [];
      const from = text.indexOf(noun);
      return { text, tokens: tokenize(text), args: { aspect: { from, to: from + noun.length } } };
    });
    const proposals = new Proposer(corpusOf(reviews)).propose({
      here: reviews[0] as Instance, // the first
      instance: 0,
      label: cause,
      goldOf: () => undefined,
      isSeen: () => true,
    });
    // "Good" is in the closed list of adjectives, and four words away.
    expect(proposals[0]?.sentence).toMatch(/^the word "good" appears .*after the aspect$/);
  });

  test('as triggers stand outside the labelled thing, or anywhere in a labelled text', () => {
    const words = (instance: Instance, label: string): string[] =>
      new Proposer(corpusOf([instance, { ...instance, text: `${instance.text} ` }]))
        .propose({
          here: instance,
          instance: 0,
          label: cause,
          goldOf: () => undefined,
          isSeen: () => true,
          onlyTriggers: true,
        })
        .map(({ words: { from, to } }) => `${label}: ${instance.text.slice(from, to)}`);
    const text = 'we had a fine lunch at Rumble Fish yesterday';
    const from = text.indexOf('Rumble');
    const entity = { from, to: from + 'Rumble Fish'.length };
    const ofEntity = words({ text, tokens: tokenize(text), args: { entity } }, 'entity');
    expect(ofEntity.length).toBeGreaterThan(0);
    for (const one of ofEntity) expect(one).not.toMatch(/Rumble|Fish/);
    expect(words({ text, tokens: tokenize(text), args: {} }, 'text')).not.toEqual([]);
  });
});
