/** Labels that a table or a line holds in a form that says little of itself: read, or named, never lost without a word. */
import { describe, expect, it } from 'vitest';
import { read as readWhole } from './reading.ts';

/** With suggestions in short. */
const read = (...given: Parameters<typeof readWhole>) => {
  const { suggestions, ...rest } = readWhole(...given);
  const short = rest.documents.flatMap(({ text, suggestions: own = [] }) =>
    own.map(({ label, target, score }) => {
      const words = target.kind === 'span' ? `:${text.slice(target.from, target.to)}` : '';
      return `${label}${words}${score === undefined ? '' : `@${score}`}`;
    }),
  );
  return { ...rest, suggestions: short };
};

describe('a share for each class, in a column each', () => {
  it('is a suggestion of the largest', () => {
    const table = 'text,positive,negative,neutral\nGood soup,0.81,0.09,0.10\nCold soup,0.05,0.9,0.05\n';
    expect(read('a.csv', table, 'sa')).toMatchObject({
      labels: [],
      suggestions: ['positive@0.81', 'negative@0.9'],
      issues: [],
    });
  });
  it('is none where a label stands beside, which the shares are a program’s answer to', () => {
    const table = 'text,label,pos_prob,neg_prob\nGood soup,pos,0.8,0.2\nCold soup,neg,0.3,0.7\n';
    expect(read('a.csv', table, 'sa')).toMatchObject({
      labels: ['pos', 'neg'],
      suggestions: ['pos@0.8', 'neg@0.7'],
    });
  });
  it('is none where the numbers of a row are no shares of one', () => {
    const table = 'text,price,quality\nGood soup,0.5,0.1\nCold soup,1,3\n';
    expect(read('a.csv', table, 'sa')).toMatchObject({ labels: [], suggestions: [] });
  });
});

describe('one column of 0 and 1', () => {
  it.each(['toxic', 'is_spam', 'hate_speech', 'sarcastic', 'Positive'])(
    '%s is a label where it is 1',
    (name) => {
      const table = `id,text,${name}\n1,Good soup,0\n2,Cold soup,1\n3,Hot soup,0\n`;
      expect(read('a.csv', table, 'sa').labels).toEqual([name]);
    },
  );
  it('target is a label, not the words of an aspect', () => {
    const table =
      'id,keyword,location,text,target\n1,fire,Oslo,Forest fire near La Ronge,1\n2,,,What a lovely day,0\n3,,,Smoke over the hills,1\n';
    expect(read('a.csv', table, 'sa').labels).toEqual(['1', '0', '1']);
  });
  it('target on a scale is no class', () => {
    const table = 'id,target,comment_text\n1,0.0,Good soup\n2,0.166667,Cold soup\n3,-1.32,Old soup\n';
    expect(readWhole('a.csv', table, 'sa').labels).toEqual([]);
  });
  it('target stays the words of an aspect where they stand in the text', () => {
    const table = 'text,target,label\nGood soup,soup,pos\nCold tea,tea,neg\n';
    expect(read('a.csv', table, 'sa').labels).toEqual(['pos:soup', 'neg:tea']);
  });
  it('of another name is a property of the text', () => {
    const table = 'id,text,verified\n1,Good soup,0\n2,Cold soup,1\n3,Hot soup,0\n';
    const { labels, documents } = read('a.csv', table, 'sa');
    expect([labels, documents.map(({ meta }) => meta['verified'])]).toEqual([[], ['0', '1', '0']]);
  });
  it('a name beside a number is the label', () => {
    const table = 'text,label,label_text\nGood soup,1,positive\nCold soup,0,negative\n';
    expect(read('a.csv', table, 'sa')).toMatchObject({ labels: ['positive', 'negative'], issues: [] });
  });
});

describe('labels inside lines', () => {
  it.each([
    ['bars in brackets', '(Anna Meyer|PER) lives in (Paris|LOC).\nShe met (Bob|PER).\n'],
    ['two braces', '{{PER|Anna Meyer}} lives in {{LOC|Paris}}.\nShe met {{PER|Bob}}.\n'],
    ['two braces, words first', '{{Anna Meyer|PER}} lives in {{Paris|LOC}}.\nShe met {{Bob|PER}}.\n'],
  ])('%s', (_, lines) => {
    expect(read('a.txt', lines)).toMatchObject({
      texts: ['Anna Meyer lives in Paris.', 'She met Bob.'],
      labels: ['PER:Anna Meyer', 'LOC:Paris', 'PER:Bob'],
    });
  });
  it('templates of a wiki and choices in brackets are none', () => {
    const lines = 'See {{cite web|title=Oslo}} (yes|no).\nA plain line.\n';
    expect(read('a.txt', lines)).toMatchObject({ labels: [], texts: lines.trim().split('\n') });
  });
  it('TREC’s questions have their class in front', () => {
    const lines =
      'DESC:manner How did serfdom develop ?\nENTY:cremat What films featured Popeye ?\nHUM:ind Who was Galileo ?\n';
    expect(read('train.label', lines, 'sa')).toMatchObject({
      texts: ['How did serfdom develop ?', 'What films featured Popeye ?', 'Who was Galileo ?'],
      labels: ['DESC:manner', 'ENTY:cremat', 'HUM:ind'],
    });
    expect(read('train.txt', lines, 'sa').labels).toEqual(['DESC:manner', 'ENTY:cremat', 'HUM:ind']);
  });
  it('a transcript with its speakers has no classes', () => {
    const lines = 'ANNA: How are you ?\nBOB: Fine.\nNOTE:to self buy milk\n';
    expect(read('a.txt', lines, 'sa').labels).toEqual([]);
  });
});

describe('what a program said beside the tags of people', () => {
  it('is a suggestion where it says the same of most', () => {
    const rows = [
      'Anna B-PER B-PER',
      'lives O O',
      'in O O',
      'Paris B-LOC B-LOC',
      '',
      'Bob B-PER O',
      'met O O',
      'Eve B-PER B-PER',
      'again O O',
      '',
    ];
    expect(read('out.conll', rows.join('\n'))).toMatchObject({
      labels: ['PER:Anna', 'LOC:Paris', 'PER:Bob', 'PER:Eve'],
      suggestions: ['PER:Anna', 'LOC:Paris', 'PER:Eve'],
    });
  });
});
