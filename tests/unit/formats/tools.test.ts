/** Files of other tools, as those tools write them: small, hand-made after their documentation. */
import { describe, expect, it } from 'vitest';
import { bundleOf, file, parsed, readAll, textOf, write } from './helpers.ts';

const lines = (...records: unknown[]): string =>
  `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
const spansOf = (docs: ReturnType<typeof readAll>): unknown[] =>
  docs.documents.map(({ text, annotations }) =>
    annotations.map(({ label, target }) =>
      'from' in target ? `${label}:${text.slice(target.from, target.to)}` : `${label}:${target.kind}`,
    ),
  );

describe('doccano', () => {
  it('spans as triples, in code points', () => {
    const read = readAll(
      'doccano',
      file('a.jsonl', lines({ id: 1, text: '👨‍👩‍👧 love Paris', label: [[11, 16, 'LOC']], source: 'x' })),
    );
    expect(spansOf(read)).toEqual([['LOC:Paris']]);
    expect(read.documents[0]?.meta).toEqual({ source: 'x', id: '1' });
  });

  it('entities and relations; a relation to a missing entity is said', () => {
    const record = {
      id: 2,
      text: 'Jane is Canadian',
      entities: [
        { id: 10, label: 'PER', start_offset: 0, end_offset: 4 },
        { id: 11, label: 'NAT', start_offset: 8, end_offset: 16 },
      ],
      relations: [
        { id: 1, from_id: 10, to_id: 11, type: 'nationality' },
        { id: 2, from_id: 10, to_id: 99, type: 'nationality' },
      ],
    };
    const read = readAll('doccano', file('a.jsonl', lines(record)), { task: 're' });
    expect(read.documents[0]?.annotations.at(-1)?.target).toEqual({ kind: 'relation', head: 0, tail: 1 });
    expect(read.issues.map(({ code }) => code)).toEqual(['missing-relation-end']);
  });

  it('labels of texts', () => {
    const read = readAll('doccano', file('a.jsonl', lines({ text: 'good', label: ['positive', 'food'] })), {
      task: 'sa',
    });
    expect(spansOf(read)).toEqual([['positive:text', 'food:text']]);
  });

  it('a broken line is an issue with its number', () => {
    const read = readAll(
      'doccano',
      file('a.jsonl', `{"text":"a","label":[]}\n{"text":\n{"text":"b","label":[]}\n`),
    );
    expect(read.documents.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(read.issues.map(({ line, code }) => [line, code])).toEqual([[2, 'malformed-json']]);
  });
});

describe('Prodigy', () => {
  it('spans, answers, choices', () => {
    const read = readAll(
      'prodigy',
      file(
        'a.jsonl',
        lines(
          {
            text: 'I like Rome',
            spans: [{ start: 7, end: 11, label: 'GPE', token_start: 2, token_end: 2 }],
            answer: 'accept',
            _input_hash: 1,
            meta: { pattern: 3 },
          },
          { text: 'No', spans: [{ start: 0, end: 2, label: 'X' }], answer: 'reject' },
          { text: 'Skip', spans: [], answer: 'ignore' },
        ),
      ),
    );
    expect(spansOf(read)).toEqual([['GPE:Rome'], [], []]);
    expect(read.documents.map(({ status, meta }) => [status, meta])).toEqual([
      ['done', { pattern: '3' }],
      [undefined, {}],
      ['skipped', {}],
    ]);
    expect(read.issues.map(({ line, code }) => [line, code])).toEqual([[0, 'field-not-read']]);
  });

  it('relations name tokens where they have no spans', () => {
    const record = {
      text: 'Jane likes Bo',
      spans: [
        { start: 0, end: 4, label: 'P', token_start: 0, token_end: 0 },
        { start: 11, end: 13, label: 'P', token_start: 2, token_end: 2 },
      ],
      relations: [{ head: 0, child: 2, label: 'likes' }],
    };
    const read = readAll('prodigy', file('a.jsonl', lines(record)), { task: 're' });
    expect(read.documents[0]?.annotations[2]?.target).toEqual({ kind: 'relation', head: 0, tail: 1 });
  });
});

describe('Label Studio', () => {
  const task = {
    id: 5,
    data: { text: '💩This is an annotation.', source: 's' },
    annotations: [
      {
        id: 1,
        completed_by: 7,
        result: [
          {
            id: 'a',
            from_name: 'label',
            to_name: 'text',
            type: 'labels',
            value: { start: 13, end: 23, text: 'annotation', labels: ['X'] },
          },
          {
            id: 'b',
            from_name: 'label',
            to_name: 'text',
            type: 'labels',
            value: { start: 1, end: 5, text: 'This', labels: ['Y'] },
          },
          { from_id: 'a', to_id: 'b', type: 'relation', direction: 'left', labels: ['rel'] },
          { id: 'c', type: 'choices', value: { choices: ['good'] } },
        ],
      },
    ],
    predictions: [{ result: [] }],
  };

  it('old files counted UTF-16: the words beside the offsets decide', () => {
    const read = readAll('label-studio', file('a.json', JSON.stringify([task])), { task: 're' });
    expect(spansOf(read)).toEqual([['X:annotation', 'Y:This', 'rel:relation']]);
    expect(read.documents[0]?.annotations[2]).toMatchObject({ target: { head: 1, tail: 0 }, annotator: '7' });
  });

  it('choices label the text', () => {
    const read = readAll('label-studio', file('a.json', JSON.stringify([task])), { task: 'sa' });
    expect(spansOf(read)).toEqual([['X:annotation', 'Y:This', 'good:text']]);
  });

  it('words that are nowhere near their offsets are not guessed', () => {
    const value = { start: 0, end: 3, text: 'missing', labels: ['X'] };
    const read = readAll(
      'label-studio',
      file('a.json', JSON.stringify([{ data: { text: 'abc' }, annotations: [{ result: [{ value }] }] }])),
    );
    expect(read.issues.map(({ code }) => code)).toEqual(['span-mismatch']);
    expect(spansOf(read)).toEqual([[]]);
  });
});

describe('brat', () => {
  const ann =
    'T1\tPER 0 4\tJane\nT2\tNAT 10 18\tCanadian\nR1\tnat Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes R1\tThe word "is" is between\nT3\tX 0 2;5 7\tJa is\nE1\tEvent:T1\n';

  it('text and standoff are paired by name; notes explain; what has no place is said', () => {
    const read = readAll(
      'brat',
      [file('d/a.ann', ann), file('d/a.txt', 'Jane is a Canadian.'), file('lonely.ann', '')],
      { task: 're' },
    );
    expect(spansOf(read)).toEqual([['PER:Jane', 'NAT:Canadian', 'X:Jane is', 'nat:relation']]);
    expect(read.documents[0]?.annotations[3]?.explanations).toEqual([
      { kind: 'nl', text: 'The word "is" is between' },
    ]);
    expect(read.issues.map(({ file: name, line, code }) => [name, line, code])).toEqual([
      ['lonely.ann', 0, 'file-skipped'],
      ['d/a.ann', 5, 'unsupported'],
      ['d/a.txt', 0, 'field-not-read'],
    ]);
  });

  it('labels of several words become one', () => {
    const doc = parsed('x', {
      annotations: [{ label: 'two words', target: { kind: 'span', from: 0, to: 1 }, explanations: [] }],
    });
    const [, out] = write('brat', bundleOf('ner', [doc]));
    expect(textOf(out)).toBe('T1\ttwo_words 0 1\tx\n');
  });
});

describe('WebAnno TSV', () => {
  it('layers of INCEpTION: stacked and long spans, relations by disambiguation id, linguistic layers left out', () => {
    const text = [
      '#FORMAT=WebAnno TSV 3.3',
      '#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue|coarseValue',
      '#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value',
      '#T_RL=webanno.custom.Rel|label|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity',
      '',
      '',
      '#Text=Ms. Haag 😊',
      '1-1\t0-3\tMs.\tNNP\t_\t*[1]|*[2]\tPER[1]|PER\\_part[2]\t_\t_\t',
      '1-2\t4-8\tHaag\tNNP\t_\t*[1]\tPER[1]\t_\t_\t',
      '1-3\t9-11\t😊\tSYM\t_\t*\tEMO\tlikes\t1-1[1_0]\t',
      '',
      '#Text=Bye.',
      '2-1\t12-15\tBye\t_\t_\t_\t_\t_\t_\t',
      '2-2\t15-16\t.\t_\t_\t_\t_\t_\t_\t',
      '',
    ].join('\n');
    const read = readAll('webanno-tsv', file('a.tsv', text), { task: 're' });
    expect(read.issues).toEqual([]);
    expect(read.documents[0]?.text).toBe('Ms. Haag 😊\nBye.');
    expect(spansOf(read)).toEqual([['PER:Ms. Haag', 'PER_part:Ms.', 'EMO:😊', 'likes:relation']]);
    expect(read.documents[0]?.annotations[3]?.target).toEqual({ kind: 'relation', head: 0, tail: 2 });
  });

  it('what is written', () => {
    const doc = parsed('a b\nc', {
      annotations: [{ label: 'X_', target: { kind: 'span', from: 0, to: 5 }, explanations: [] }],
    });
    const [out] = write('webanno-tsv', bundleOf('ner', [doc]));
    expect(textOf(out)).toBe(
      '#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Entity|label\n\n\n#Text=a b\n#Text=c\n1-1\t0-1\ta\tX\\_[1]\t\n1-2\t2-3\tb\tX\\_[1]\t\n1-3\t4-5\tc\tX\\_[1]\t\n\n',
    );
  });
});

describe('Hugging Face', () => {
  it('tokens and tags, by name or by number with names', () => {
    const read = readAll(
      'hugging-face',
      file(
        'a.jsonl',
        lines(
          { id: '0', tokens: ['EU', 'rejects', 'it'], ner_tags: ['B-ORG', 'O', 'O'] },
          { tokens: ['EU'], ner_tags: [1], tag_names: ['O', 'B-ORG'] },
          { tokens: ['EU'], ner_tags: [3] },
          { tokens: ['EU'], ner_tags: ['O', 'O'] },
        ),
      ),
    );
    expect(spansOf(read)).toEqual([['ORG:EU'], ['ORG:EU'], []]);
    expect(read.issues.map(({ line, code }) => [line, code])).toEqual([
      [4, 'wrong-columns'],
      [0, 'field-not-read'],
    ]);
  });

  it('text and label as a table', () => {
    const read = readAll(
      'json',
      file(
        'a.json',
        JSON.stringify([{ text: 'good', label: 1, split: 'test' }, { text: 'bad', label: null }, 'plain', 7]),
      ),
      { task: 'sa' },
    );
    expect(spansOf(read)).toEqual([['1:text'], [], []]);
    expect(read.documents[0]?.split).toBe('holdout');
    expect(read.issues.map(({ line, code }) => [line, code])).toEqual([[4, 'malformed-row']]);
  });
});

describe('TACRED', () => {
  it('inclusive token offsets, types as labels', () => {
    const record = {
      id: 'x',
      relation: 'per:title',
      token: ['Jane', 'Roe', 'is', 'king'],
      subj_start: 0,
      subj_end: 1,
      obj_start: 3,
      obj_end: 3,
      subj_type: 'PERSON',
      obj_type: 'TITLE',
    };
    const read = readAll('tacred', file('a.json', JSON.stringify([record])), { task: 're' });
    expect(spansOf(read)).toEqual([['PERSON:Jane Roe', 'TITLE:king', 'per:title:relation']]);
  });
});

describe('SemEval', () => {
  it('ABSA of 2014 and of 2016', () => {
    const old =
      '<sentences><sentence id="1"><text>I charge it &amp; skip the battery.</text><aspectTerms><aspectTerm term="battery" polarity="negative" from="23" to="30"/></aspectTerms><aspectCategories><aspectCategory category="misc" polarity="neutral"/></aspectCategories></sentence></sentences>';
    const young =
      '<Reviews><Review rid="9"><sentences><sentence id="9:0"><text>Great soup</text><Opinions><Opinion target="soup" category="FOOD#QUALITY" polarity="positive" from="6" to="10"/><Opinion target="NULL" category="REST#GENERAL" polarity="positive" from="0" to="0"/></Opinions></sentence></sentences></Review></Reviews>';
    expect(spansOf(readAll('absa-xml', file('a.xml', old), { task: 'sa' }))).toEqual([['negative:battery']]);
    const read = readAll('absa-xml', file('a.xml', young), { task: 'sa' });
    expect(spansOf(read)).toEqual([['positive:soup', 'positive:text']]);
    expect(read.documents[0]?.meta).toEqual({
      review: '9',
      id: '9:0',
      categories: 'FOOD#QUALITY: positive; REST#GENERAL: positive',
    });
  });

  it('entities of a document type are not expanded, truncated XML is said', () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sentences><sentence><text>&b;&lt;</text></sentence><sentence><text>cut';
    const read = readAll('absa-xml', file('a.xml', bomb), { task: 'sa' });
    expect(read.documents.map(({ text }) => text)).toEqual(['&b;<']);
    expect(read.issues.map(({ code }) => code)).toEqual(['malformed-xml']);
  });

  it('relations without <e2> are issues; a comment may speak of <e1>', () => {
    const text =
      '1\t"<e1>a</e1> no"\nOther\nComment:\n\n2\t"<e1>a</e1> in <e2>b</e2>"\nX(e1,e2)\nComment: <e1> is odd\n\n';
    const read = readAll('semeval-2010-8', file('a.txt', text), { task: 're' });
    expect(read.issues.map(({ line, code }) => [line, code])).toEqual([[1, 'malformed-row']]);
    expect(spansOf(read)).toEqual([['Entity:a', 'Entity:b', 'X(e1,e2):relation']]);
  });
});
