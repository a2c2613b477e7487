/** Readers of formats that are read only: one small file of each, with the right value. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#core/formats';
import { read, readFiles } from './reading.ts';

describe('relations with their entities', () => {
  it('DocRED: mentions of several sentences, relations within one', () => {
    const found = read(
      'train.json',
      [
        {
          title: 'Eva',
          sents: [
            ['Eva', 'Roe', 'sang', '.'],
            ['Roe', 'left', 'Oslo', '.'],
          ],
          vertexSet: [
            [
              { name: 'Eva Roe', sent_id: 0, pos: [0, 2], type: 'PER' },
              { name: 'Roe', sent_id: 1, pos: [0, 1], type: 'PER' },
            ],
            [{ name: 'Oslo', sent_id: 1, pos: [2, 3], type: 'LOC' }],
          ],
          labels: [{ h: 0, t: 1, r: 'P19', evidence: [1] }],
        },
      ],
      're',
    );
    expect(found.format).toBe('docred');
    expect(found.texts).toEqual(['Eva Roe sang . Roe left Oslo .']);
    expect(found.labels).toEqual(['PER:Eva Roe', 'PER:Roe', 'LOC:Oslo', 'P19:1>2']);
    expect(found.ids).toEqual(['Eva']);
  });

  it.each([
    [
      'SpERT',
      {
        tokens: ['Eva', 'leads', 'Acme'],
        entities: [
          { type: 'Peop', start: 0, end: 1 },
          { type: 'Org', start: 2, end: 3 },
        ],
        relations: [{ type: 'Work', head: 0, tail: 1 }],
        orig_id: 7,
      },
      ['Peop:Eva', 'Org:Acme', 'Work:0>1'],
    ],
    [
      'DyGIE',
      {
        doc_key: 'a',
        sentences: [
          ['Hi', '.'],
          ['Eva', 'leads', 'Acme'],
        ],
        ner: [
          [],
          [
            [2, 2, 'PER'],
            [4, 4, 'ORG'],
          ],
        ],
        relations: [[], [[2, 2, 4, 4, 'WORK']]],
      },
      ['PER:Eva', 'ORG:Acme', 'WORK:0>1'],
    ],
    [
      'OpenNRE by characters',
      {
        text: 'Eva leads Acme',
        h: { name: 'Eva', pos: [0, 3] },
        t: { name: 'Acme', pos: [10, 14] },
        relation: 'lead',
      },
      ['Entity:Eva', 'Entity:Acme', 'lead:0>1'],
    ],
    [
      'OpenNRE by words',
      {
        token: ['Eva', 'leads', 'Acme'],
        h: { name: 'eva', pos: [0, 1] },
        t: { name: 'acme', pos: [2, 3] },
        relation: 'NA',
      },
      ['Entity:Eva', 'Entity:Acme'],
    ],
    [
      'NYT',
      {
        sentText: 'Eva leads Acme',
        entityMentions: [{ start: 0, label: 'P', text: 'Eva' }],
        relationMentions: [{ em1Text: 'Eva', em2Text: 'Acme', label: '/x/y' }],
      },
      ['P:Eva', 'Entity:Acme', '/x/y:0>1'],
    ],
    [
      'triples by words',
      {
        text: 'Eva leads Acme',
        spo_list: [{ subject: 'Eva', predicate: 'leads', object: { '@value': 'Acme' } }],
      },
      ['Entity:Eva', 'Entity:Acme', 'leads:0>1'],
    ],
    [
      'ACE',
      {
        sentence: 'Eva leads Acme',
        words: ['Eva', 'leads', 'Acme'],
        'golden-entity-mentions': [{ text: 'Eva', start: 0, end: 1, 'entity-type': 'PER' }],
        'golden-relation-mentions': [
          {
            'relation-type': 'ORG-AFF',
            arguments: [
              { start: 0, end: 1 },
              { start: 2, end: 3 },
            ],
          },
        ],
      },
      ['PER:Eva', 'Entity:Acme', 'ORG-AFF:0>1'],
    ],
  ])('%s', (_, record, labels) => {
    const found = read('a.json', [record], 're');
    expect(found.format).toBe('relation-json');
    expect(found.labels).toEqual(labels);
    // One object alone is a record too, not a wrapping of its parts.
    expect(read('a.json', record, 're').labels).toEqual(labels);
  });
});

describe('words by number and tags', () => {
  it('GLiNER', () => {
    const found = read('a.json', [
      {
        tokenized_text: ['In', 'New', 'York'],
        ner: [
          [1, 2, 'city'],
          [5, 6, 'x'],
        ],
      },
    ]);
    expect([found.labels, found.issues]).toEqual([['city:New York'], ['span-out-of-range']]);
    expect(found.counts).toEqual([2, 1]);
  });

  it('spaCy: version 2, Doc.to_json, pairs and NER Annotator', () => {
    const tokens = [
      { orth: 'New', ner: 'B-GPE' },
      { orth: 'York', ner: 'L-GPE' },
      { orth: 'won', ner: '-' },
    ];
    expect(read('a.json', [{ id: 3, paragraphs: [{ sentences: [{ tokens }] }] }]).labels).toEqual([
      'GPE:New York',
    ]);
    const doc = {
      text: 'In 😀 Rome',
      ents: [{ start: 5, end: 9, label: 'GPE' }],
      tokens: [{ id: 0, start: 0, end: 2 }],
    };
    expect(read('a.json', [doc]).labels).toEqual(['GPE:Rome']);
    const pair = ['Rome won', { entities: [[0, 4, 'GPE']], cats: { sport: 1, news: 0 } }];
    expect(read('a.json', [pair]).labels).toEqual(['GPE:Rome']);
    expect(read('a.json', [pair], 'sa').labels).toEqual(['GPE:Rome', 'sport']);
    expect(read('a.json', { classes: ['GPE'], annotations: [pair, null] }).labels).toEqual(['GPE:Rome']);
  });

  it('CoNLL-U: text, words of several tokens, entities in MISC', () => {
    const rows = [
      '# newdoc id = d1',
      '# sent_id = s1',
      '1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_',
      '1\tzu\tzu\tADP\t_\t_\t2\tcase\t_\t_',
      '2\tdem\tder\tDET\t_\t_\t3\tdet\t_\t_',
      '3\tRhein\tRhein\tPROPN\t_\t_\t0\troot\t_\tNER=B-LOC|SpaceAfter=No',
      '3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t_\t_',
      '4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_',
    ];
    const found = read('a.conllu', `${rows.join('\n')}\n\n`);
    expect([found.format, found.texts, found.labels, found.ids]).toEqual([
      'conll-u',
      ['zum Rhein.'],
      ['LOC:Rhein'],
      ['s1'],
    ]);
  });

  it('a table of one word per row, as on Kaggle and in LEAN-LIFE’s uploads', () => {
    const kaggle =
      'Sentence #,Word,POS,Tag\nSentence: 1,Eva,NNP,B-per\n,sang,VBD,O\nSentence: 2,In,IN,O\n,Oslo,NNP,B-geo\n';
    expect([read('ner.csv', kaggle).texts, read('ner.csv', kaggle).labels]).toEqual([
      ['Eva sang', 'In Oslo'],
      ['per:Eva', 'geo:Oslo'],
    ]);
    const own = 'document_id,word,label,foo\n1,Louis,B-PER,x\n1,sang,O,x\n2,Hi,O,y\n';
    expect(read('own.csv', own).documents.map(({ text, meta }) => [text, meta['id'], meta['foo']])).toEqual([
      ['Louis sang', '1', 'x'],
      ['Hi', '2', undefined],
    ]);
    // A table of texts with one-letter labels is none of words.
    expect(read('a.csv', 'text,label\nGood food,B\nBad food,O\nNice day,B\n', 'sa').format).toBe('csv');
  });

  it('three lines per aspect', () => {
    const found = read('a.seg', 'The $T$ and wine .\nsoup\n1\nThe soup and $T$ .\nwine\n-1\nodd\n', 'sa');
    expect([found.texts, found.labels]).toEqual([
      ['The soup and wine .'],
      ['positive:soup', 'negative:wine'],
    ]);
    expect(found.issues).toEqual(['malformed-row']);
  });
});

describe('BioC', () => {
  const annotation = (id: string, type: string, offset: number, words: string): string =>
    `<annotation id="${id}"><infon key="type">${type}</infon><infon key="identifier">MESH:1</infon>` +
    `<location offset="${offset}" length="${words.length}"/><text>${words}</text></annotation>`;

  it('XML: passages at their offsets, relations of nodes, identifiers named', () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd"><collection><source>s</source><document><id>9</id>' +
      '<passage><infon key="section">title</infon><offset>0</offset><text>Zinc &amp; rash</text>' +
      `${annotation('T1', 'Chemical', 0, 'Zinc')}</passage><passage><offset>12</offset><text>A rash grew.</text>` +
      `${annotation('T2', 'Disease', 14, 'rash')}</passage><relation id="R1"><infon key="type">CID</infon>` +
      '<node refid="T1" role="a"/><node refid="T2" role="b"/></relation></document></collection>';
    const found = read('a.xml', xml, 're');
    expect(found.texts).toEqual(['Zinc & rash\nA rash grew.']);
    expect(found.labels).toEqual(['Chemical:Zinc', 'Disease:rash', 'CID:0>1']);
    expect([found.ids, found.issues, found.counts]).toEqual([
      ['9'],
      ['field-not-read identifier (infon)'],
      [5, 2],
    ]);
  });

  it('JSON', () => {
    const passages = [
      {
        offset: 100,
        text: 'Zinc helps',
        annotations: [
          { id: '1', infons: { type: 'Chemical' }, text: 'Zinc', locations: [{ offset: 100, length: 4 }] },
        ],
      },
    ];
    expect(read('a.json', { source: 'x', documents: [{ id: '9', passages }] }).labels).toEqual([
      'Chemical:Zinc',
    ]);
    expect(read('a.json', { id: '9', passages }).labels).toEqual(['Chemical:Zinc']);
  });
});

describe('Word documents', () => {
  const xml =
    '<?xml version="1.0"?><w:document><w:body><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' +
    '<w:r><w:t xml:space="preserve">Eva </w:t></w:r><w:del><w:r><w:delText>ran</w:delText></w:r></w:del>' +
    '<w:ins><w:r><w:t>sang &amp; left</w:t></w:r></w:ins><w:r><w:commentReference w:id="0"/></w:r></w:p>' +
    '<w:p/><w:p><w:r><w:t>Oslo</w:t><w:br/><w:t>Bergen</w:t></w:r></w:p></w:body></w:document>';
  const docx = (name: string): SourceFile => ({
    name,
    bytes: zipSync({
      '[Content_Types].xml': new TextEncoder().encode('<Types/>'),
      'word/document.xml': new TextEncoder().encode(xml),
    }),
  });

  it('several at once, their paragraphs as texts, a comment named', () => {
    const found = readFiles([docx('a.docx'), docx('b.docx')], 'ner');
    expect(found.texts).toEqual(['Eva sang & left', 'Oslo\nBergen', 'Eva sang & left', 'Oslo\nBergen']);
    expect(found.issues).toEqual(['field-not-read comment (Word)', 'field-not-read comment (Word)']);
  });
});

describe('Prodigy', () => {
  const task = (more: object): string =>
    `${JSON.stringify({ text: 'In Rome', _input_hash: 7, spans: [{ start: 3, end: 7, label: 'GPE' }], ...more })}\n`;

  it('answers of two people to one input are one text', () => {
    const found = read(
      'a.jsonl',
      task({ answer: 'accept', _annotator_id: 'ann' }) +
        `${JSON.stringify({ text: 'Hi', _input_hash: 8, answer: 'accept', _annotator_id: 'ann' })}\n` +
        task({ answer: 'accept', _annotator_id: 'ben' }),
    );
    expect(found.texts).toEqual(['In Rome', 'Hi']);
    expect(found.documents[0]?.annotations.map((one) => one.annotator)).toEqual(['ann', 'ben']);
  });

  it('what nobody answered is suggested, what was rejected is left out', () => {
    const found = read(
      'a.jsonl',
      task({ answer: 'accept' }) + task({ meta: { source: 'm1', score: 0.7 } }) + task({ answer: 'reject' }),
    );
    expect(found.labels).toEqual(['GPE:Rome']);
    expect(found.suggestions).toEqual([
      { label: 'GPE', target: { kind: 'span', from: 3, to: 7 }, by: 'm1', score: 0.7 },
    ]);
    expect(found.counts).toEqual([3, 1]);
  });
});
