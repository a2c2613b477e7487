/**
 * Exports of the field's tools with something odd in each: what came in wrong, as structure or not at all before. It has over 400
 * lines because each row is a whole export.
 */
import { describe, expect, it } from 'vitest';
import type { Task } from '#core/project';
import { file } from './helpers.ts';
import { read, readFiles } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';
const tokens = ['Anna', 'Meyer', 'leads', 'Acme', 'in', 'Oslo', '.'];
const spaced = tokens.join(' ');
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
const people = ['PER:Anna Meyer', 'ORG:Acme'];

interface Expected {
  readonly texts?: readonly string[];
  readonly labels?: readonly string[];
  readonly issues?: readonly string[];
}
type Row = readonly [name: string, content: unknown, expected: Expected, task?: Task, file?: string];

/** What is not said of a row is: no labels, no issues. */
function check(rows: readonly Row[], ending: string): void {
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, content, expected, task, name]) => {
    const found = read(name ?? `a${ending}`, content, task);
    expect({ labels: found.labels, issues: found.issues }).toEqual({
      labels: expected.labels ?? [],
      issues: expected.issues ?? [],
    });
    if (expected.texts !== undefined) expect(found.texts).toEqual(expected.texts);
  });
}

describe('what is asked of a model is the text, its answer is none', () => {
  const part = (said: string) => [{ type: 'text', text: said }];
  check(
    [
      [
        'messages in parts',
        lines({
          messages: [
            { role: 'user', content: part('Good food') },
            { role: 'assistant', content: part('pos') },
          ],
        }),
        { texts: ['Good food'], issues: ['field-not-read completion'] },
        'sa',
      ],
      [
        'ShareGPT’s conversations',
        [
          {
            id: 'x',
            conversations: [
              { from: 'human', value: 'Good food?' },
              { from: 'gpt', value: 'pos' },
            ],
          },
        ],
        { texts: ['Good food?'], issues: ['field-not-read completion'] },
        'sa',
      ],
      [
        'instruction, input and output',
        [{ instruction: 'Name the sentiment', input: 'Good food', output: 'pos' }],
        { texts: ['Good food'], issues: ['field-not-read output'] },
        'sa',
      ],
      [
        'a better and a worse answer',
        lines({ prompt: 'Say it', chosen: 'A fine long answer', rejected: 'A bad answer' }),
        { texts: ['Say it'], issues: ['field-not-read chosen', 'field-not-read rejected'] },
        'sa',
      ],
      [
        'a list of answers',
        lines({ input: text, output: ['Anna Meyer <> person'] }),
        { texts: [text], issues: ['field-not-read output'] },
      ],
      [
        'a question beside its passage',
        lines({ context: text, question: 'Who?', answers: { text: ['Anna'], answer_start: [0] } }),
        { texts: [text], issues: ['field-not-read answers'] },
      ],
    ],
    '.json',
  );
});

describe('words of labels are no texts', () => {
  const mention = { start: 0, end: 10, text: 'Anna Meyer', label: 'PER' };
  check(
    [
      [
        'of an answer beside its question',
        { tasks: [{ params: { attachment: text }, response: { annotations: [mention] } }] },
        { texts: [], issues: ['missing-text'] },
      ],
      [
        'of BioC in a list of collections',
        [
          {
            source: 'x',
            documents: [
              {
                id: '1',
                passages: [{ offset: 0, text: 'p53 binds', annotations: [] }],
                annotations: [
                  {
                    id: 'A',
                    infons: { type: 'Gene' },
                    text: 'p53',
                    locations: [{ offset: 0, length: 3 }],
                  },
                ],
              },
            ],
          },
        ],
        { texts: ['p53 binds'], labels: ['Gene:p53'] },
      ],
      [
        'of PubTator 3',
        {
          PubTator3: [
            {
              id: '1',
              passages: [
                {
                  offset: 0,
                  text: 'p53 binds',
                  annotations: [
                    { id: 'A', infons: { type: 'Gene' }, text: 'p53', locations: [{ offset: 0, length: 3 }] },
                  ],
                },
              ],
            },
          ],
        },
        { texts: ['p53 binds'], labels: ['Gene:p53'] },
      ],
      [
        'names of pictures',
        lines({ image: 'x.jpg', spans: [{ label: 'CAT', points: [[1, 2]] }] }),
        { texts: [], issues: ['missing-text'] },
      ],
    ],
    '.json',
  );
  it('CoreNLP’s words are a text, its entities suggestions', () => {
    const word = (index: number, one: string, ner: string) => ({
      ...{ index, word: one, originalText: one, ner },
      ...{ characterOffsetBegin: 0, characterOffsetEnd: 4, before: '', after: ' ' },
    });
    const mentions = [{ docTokenBegin: 0, docTokenEnd: 2, text: 'Anna Meyer', ner: 'PERSON' }];
    const found = read('a.json', {
      sentences: [
        {
          index: 0,
          entitymentions: mentions,
          tokens: [word(1, 'Anna', 'PERSON'), word(2, 'Meyer', 'PERSON'), word(3, 'ran', 'O')],
        },
      ],
    });
    expect(found).toMatchObject({ texts: ['Anna Meyer ran'], labels: [], issues: [] });
    expect(found.suggestions).toMatchObject([{ label: 'PERSON', target: { from: 0, to: 10 } }]);
  });
});

describe('labels by the numbers of words, where only words are there', () => {
  check(
    [
      [
        'end left out',
        lines({
          tokens,
          spans: [
            { start: 0, end: 2, label: 'PER' },
            { start: 3, end: 4, label: 'ORG' },
            { start: 6, end: 7, label: 'X' },
          ],
        }),
        { texts: [spaced], labels: [...people, 'X:.'] },
      ],
      [
        'end counted in',
        lines({
          tokens,
          spans: [
            { start: 0, end: 1, label: 'PER' },
            { start: 3, end: 3, label: 'ORG' },
          ],
        }),
        { texts: [spaced], labels: people },
      ],
      [
        'lists',
        lines({
          words: tokens,
          entities: [
            [0, 2, 'PER'],
            [3, 4, 'ORG'],
            [6, 7, 'X'],
          ],
        }),
        { labels: [...people, 'X:.'] },
      ],
      [
        'lists, the name first',
        lines({
          words: tokens,
          ner: [
            ['PER', 0, 1],
            ['ORG', 3, 3],
          ],
        }),
        { labels: people },
      ],
      [
        'the words beside decide',
        lines({ tokens, entities: [{ start: 0, end: 1, text: 'Anna Meyer', label: 'PER' }] }),
        { labels: ['PER:Anna Meyer'] },
      ],
      [
        'nothing decides',
        lines({ tokens, entities: [{ start: 0, end: 2, label: 'PER' }] }),
        { labels: ['PER:Anna Meyer'] },
      ],
      [
        'first and last',
        lines({ tokens, entities: [{ token_start: 0, token_end: 1, label: 'PER' }] }),
        { labels: ['PER:Anna Meyer'] },
      ],
      [
        'all numbers',
        [
          {
            sentence: tokens,
            ner: [
              { index: [0, 1], type: 'PER' },
              { index: [3], type: 'ORG' },
            ],
          },
        ],
        { labels: people },
      ],
      [
        'relations by number',
        lines({
          tokens,
          spans: [
            { start: 0, end: 1, label: 'PER' },
            { start: 3, end: 3, label: 'ORG' },
          ],
          relations: [{ head: 0, tail: 1, label: 'leads' }],
        }),
        { labels: [...people, 'leads:0>1'] },
        're',
      ],
      [
        'no such word',
        lines(
          {
            tokens,
            spans: [
              { start: 0, end: 1, label: 'PER' },
              { start: 3, end: 3, label: 'ORG' },
            ],
          },
          { tokens: ['Bo'], spans: [{ start: 4, end: 5, label: 'X' }] },
        ),
        { labels: people, issues: ['span-out-of-range'] },
      ],
      [
        'tags under another name',
        lines({ words: tokens, entities: ['B-PER', 'I-PER', 'O', 'B-ORG', 'O', 'O', 'O'] }),
        { texts: [spaced], labels: people },
      ],
    ],
    '.jsonl',
  );
});

describe('labels that are words', () => {
  check(
    [
      [
        'objects',
        lines({
          text,
          entities: [
            { text: 'Anna Meyer', type: 'PER' },
            { text: 'Acme', type: 'ORG' },
          ],
        }),
        { labels: people },
      ],
      [
        'their words called entity',
        lines({
          text,
          entities: [
            { entity: 'Anna Meyer', type: 'PER' },
            { name: 'Acme', label: 'ORG' },
          ],
        }),
        { labels: people },
      ],
      [
        'pairs',
        lines({
          text,
          entities: [
            ['Anna Meyer', 'PER'],
            ['Acme', 'ORG'],
          ],
        }),
        { labels: people },
      ],
      [
        'lists under names',
        lines({ text, entities: { PER: ['Anna Meyer'], ORG: ['Acme'], LOC: [] } }),
        { labels: people },
      ],
      [
        'names under words',
        lines({ text, extracted: { 'Anna Meyer': 'PER', Acme: 'ORG' } }),
        { labels: people },
      ],
      [
        'whole words first, then the next place',
        lines({
          text: 'An Ann saw An Ann.',
          entities: [
            { text: 'Ann', type: 'PER' },
            { text: 'Ann', type: 'PER' },
          ],
        }),
        { labels: ['PER:Ann', 'PER:Ann'] },
      ],
      [
        'one that is not there',
        lines({
          text,
          entities: [
            { text: 'Anna Meyer', type: 'PER' },
            { text: 'Bo', type: 'PER' },
          ],
        }),
        { labels: ['PER:Anna Meyer'], issues: ['span-out-of-range'] },
      ],
      [
        'with a place under pos',
        [{ sentence: text, entities: [{ name: 'Anna Meyer', type: 'PER', pos: [0, 10] }] }],
        { labels: ['PER:Anna Meyer'] },
      ],
      [
        'ends of a relation',
        lines({ sentence: text, head: 'Anna Meyer', tail: 'Acme', relation: 'leads' }),
        { labels: ['Entity:Anna Meyer', 'Entity:Acme', 'leads:0>1'] },
        're',
      ],
      [
        'ends of a relation in a table',
        `sentence,entity1,entity2,relation\n${text},Anna Meyer,Acme,leads\n`,
        { labels: ['Entity:Anna Meyer', 'Entity:Acme', 'leads:0>1'] },
        're',
        'a.csv',
      ],
      [
        'ends of a relation in marks',
        'sentence,relation\n"<e1>Anna</e1> leads <e2>Acme</e2>.",leads\n',
        { texts: ['Anna leads Acme.'], labels: ['Entity:Anna', 'Entity:Acme', 'leads:0>1'] },
        're',
        'a.csv',
      ],
    ],
    '.jsonl',
  );
  it('two labels of one word are at two places', () => {
    const found = read(
      'a.jsonl',
      lines({
        text: 'An Ann saw An Ann.',
        entities: [
          { text: 'Ann', type: 'PER' },
          { text: 'Ann', type: 'PER' },
        ],
      }),
    );
    expect(found.documents[0]?.annotations.map(({ target }) => 'from' in target && target.from)).toEqual([
      3, 14,
    ]);
  });
});

describe('Argilla’s tables', () => {
  const flat = {
    ...{ id: 'x', status: 'completed', _server_id: '1', text },
    'ner.responses': [[{ start: 0, end: 10, label: 'PER' }], [{ start: 17, end: 21, label: 'ORG' }]],
    'ner.responses.users': ['u', 'v'],
    'ner.responses.status': ['submitted', 'draft'],
    'ner.suggestion': [{ start: 17, end: 21, label: 'ORG' }],
    'ner.suggestion.score': [0.5],
    'ner.suggestion.agent': 'm',
  };
  it('responses are labels, suggestions are none', () => {
    const found = read('a.jsonl', lines(flat));
    expect(found).toMatchObject({
      format: 'argilla',
      labels: ['PER:Anna Meyer'],
      issues: ['field-not-read responses (draft)'],
    });
    expect(found.suggestions).toMatchObject([{ label: 'ORG', by: 'm' }]);
    expect(found.documents[0]?.annotations[0]?.annotator).toBe('u');
  });
  it('classes', () => {
    const found = read(
      'a.jsonl',
      lines({ text, 'mood.responses': ['pos'], 'mood.suggestion': 'neg', 'mood.suggestion.score': 0.7 }),
      'sa',
    );
    expect([found.labels, found.issues]).toEqual([['pos'], []]);
    expect(found.suggestions).toMatchObject([{ label: 'neg', score: 0.7 }]);
  });
  it('several classes before version 2', () => {
    const found = read(
      'a.jsonl',
      lines({ text: 'Good', annotation: ['a', 'b'], multi_label: true, prediction: [['a', 0.8]] }),
      'sa',
    );
    expect(found).toMatchObject({ labels: ['a', 'b'], issues: [] });
    expect(found.suggestions).toMatchObject([{ label: 'a', score: 0.8 }]);
  });
});

describe('Label Studio', () => {
  const region = (from: number, to: number, label: string) => ({
    ...{ id: label, type: 'labels', from_name: 'label', to_name: 'text' },
    value: { start: from, end: to, text: text.slice(from, to), labels: [label] },
  });
  const minimal = (more: object) => [
    { text, id: 1, ...more, annotator: 1, annotation_id: 2, created_at: '', updated_at: '', lead_time: 1 },
  ];
  const hypertext = {
    ...{ id: 'x', type: 'hypertextlabels', from_name: 'l', to_name: 't' },
    value: {
      ...{ start: '/p[1]/b[1]/text()[1]', end: '/p[1]/b[1]/text()[1]', startOffset: 0, endOffset: 4 },
      ...{ globalOffsets: { start: 3, end: 7 }, text: 'Anna', hypertextlabels: ['PER'] },
    },
  };
  check(
    [
      [
        'one answer, as target storages have it',
        { id: 1, task: { id: 7, data: { text } }, result: [region(0, 10, 'PER')], completed_by: { id: 3 } },
        { texts: [text], labels: ['PER:Anna Meyer'] },
      ],
      [
        'hypertext is counted without its tags',
        [
          {
            id: 1,
            data: { html: '<p>R&amp;<b>Anna</b> leads.</p>' },
            annotations: [
              {
                result: [
                  { ...hypertext, value: { ...hypertext.value, globalOffsets: { start: 2, end: 6 } } },
                ],
              },
            ],
          },
        ],
        { texts: ['R&Anna leads.'], labels: ['PER:Anna'] },
      ],
      [
        'JSON-MIN: one choice is a string between the id and the annotator',
        minimal({ mood: 'happy' }),
        { labels: ['happy'] },
        'sa',
      ],
      [
        'JSON-MIN: what was written is named',
        minimal({ summary: 'A long sentence that somebody wrote about the text, and another one.' }),
        { issues: ['field-not-read summary'] },
        'sa',
      ],
      [
        'JSON-MIN: taxonomy and rating are named',
        minimal({ about: [{ taxonomy: [['A', 'B']] }], stars: [{ rating: 4 }] }),
        { issues: ['field-not-read about', 'field-not-read stars'] },
        'sa',
      ],
      [
        'JSON-MIN: what came with the task is none',
        [
          {
            text,
            source: 'web',
            id: 1,
            mood: 'happy',
            annotator: 1,
            annotation_id: 2,
            created_at: '',
            updated_at: '',
            lead_time: 1,
          },
        ],
        { labels: ['happy'] },
        'sa',
      ],
      [
        'a region of another text is named, and not put where its words are too',
        [
          {
            id: 1,
            data: { first: 'Anna ran', second: 'Bob saw Anna there' },
            annotations: [
              {
                result: [
                  {
                    id: 'a',
                    type: 'labels',
                    from_name: 'l',
                    to_name: 'one',
                    value: { start: 0, end: 4, text: 'Anna', labels: ['PER'] },
                  },
                  {
                    id: 'b',
                    type: 'labels',
                    from_name: 'l',
                    to_name: 'two',
                    value: { start: 0, end: 3, text: 'Bob', labels: ['PER'] },
                  },
                ],
              },
            ],
          },
        ],
        {
          texts: ['Bob saw Anna there'],
          labels: ['PER:Bob'],
          issues: ['field-not-read labels (another text)'],
        },
      ],
    ],
    '.json',
  );
});

describe('other tools', () => {
  check(
    [
      [
        'doccano before 1.3: classes by number',
        lines({
          id: 1,
          text: 'Good',
          annotations: [{ label: 3, user: 1 }],
          meta: {},
          annotation_approver: null,
        }),
        { labels: ['3'] },
        'sa',
      ],
      [
        'Rasa: a value is a meaning, not the words',
        {
          rasa_nlu_data: {
            common_examples: [
              {
                text: 'go to Oslo',
                intent: 'go',
                entities: [{ start: 6, end: 10, value: 'OSL', entity: 'city' }],
              },
            ],
          },
        },
        { labels: ['go', 'city:Oslo'] },
        'sa',
      ],
      [
        'Wit.ai: traits are named',
        {
          utterances: [
            { text: 'go to Oslo', intent: 'go', entities: [], traits: [{ trait: 'mood', value: 'good' }] },
          ],
        },
        { labels: ['go'], issues: ['field-not-read traits'] },
        'sa',
      ],
      [
        'LightTag: classifications are named',
        { examples: [{ content: text, annotations: [], classifications: [{ classname: 'pos' }] }] },
        { issues: ['field-not-read classifications'] },
        'sa',
      ],
      [
        'SuperAnnotate: the class is the label, not the kind of mark',
        { instances: [{ type: 'entity', start: 0, end: 10, className: 'PER' }], freeText: text },
        { labels: ['PER:Anna Meyer'] },
      ],
      [
        'Prodigy: what was typed is named',
        lines({ text, user_input: 'a summary', field_id: 'user_input', answer: 'accept' }),
        { issues: ['field-not-read user_input'] },
        'sa',
      ],
      [
        'the viewer of the Hugging Face hub',
        {
          features: [
            { name: 'text', type: { dtype: 'string' } },
            { name: 'label', type: { names: ['neg', 'pos'], _type: 'ClassLabel' } },
          ],
          rows: [{ row_idx: 0, row: { text: 'Good', label: 1 }, truncated_cells: [] }],
        },
        { texts: ['Good'], labels: ['pos'] },
        'sa',
      ],
      [
        'Stanza: words as objects in lists',
        [
          [
            { id: 1, text: 'Anna', ner: 'S-PERSON' },
            { id: 2, text: 'ran', ner: 'O' },
          ],
        ],
        { texts: ['Anna ran'], labels: ['PERSON:Anna'] },
      ],
      [
        'REBEL’s triples in a string are named',
        lines({ text, triplets: '<triplet> Anna <subj> Acme <obj> leads' }),
        { issues: ['field-not-read triplets'] },
        're',
      ],
    ],
    '.json',
  );
  it('Flair says how sure it is: suggestions', () => {
    const one = {
      text: 'Anna Meyer',
      start_pos: 0,
      end_pos: 10,
      labels: [{ value: 'PER', confidence: 0.9 }],
    };
    const found = read('a.json', { text, labels: [], entities: [one] });
    expect([found.labels, found.issues]).toEqual([[], []]);
    expect(found.suggestions).toMatchObject([{ label: 'PER', score: 0.9 }]);
  });
});

describe('brat', () => {
  const bound = 'T1\tPER 0 10\tAnna Meyer\n';
  it('texts and annotations in two folders', () => {
    const files = [file('txt/a.txt', text), file('ann/a.ann', bound)];
    expect(readFiles(files, 'ner')).toMatchObject({ format: 'brat', labels: ['PER:Anna Meyer'], issues: [] });
  });
  it('of two that a text may be of neither is taken', () => {
    const files = [file('txt/a.txt', text), file('eva/a.ann', bound), file('bo/a.ann', bound)];
    expect(readFiles(files, 'ner').labels).toEqual([]);
  });
  it('notes that are no explanation are named', () => {
    const notes = `${bound}#1\tNormalization T1\tQ42\n#2\tAnnotatorNotes E9\tsure\n`;
    const found = readFiles([file('a.txt', text), file('a.ann', notes)], 'ner');
    expect(found).toMatchObject({
      labels: ['PER:Anna Meyer'],
      issues: ['field-not-read # (brat)'],
      counts: [3, 2],
    });
  });
});

describe('XML of corpora', () => {
  const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
  const gate = `<GateDocument version="3"><GateDocumentFeatures/><TextWithNodes><Node id="0"/>Anna Meyer<Node id="10"/> leads <Node id="17"/>Acme<Node id="21"/> in Oslo.</TextWithNodes><AnnotationSet><Annotation Id="1" Type="PER" StartNode="0" EndNode="10"/><Annotation Id="2" Type="Token" StartNode="0" EndNode="10"/></AnnotationSet><AnnotationSet Name="Key"><Annotation Id="3" Type="ORG" StartNode="17" EndNode="21"><Feature><Name>class</Name><Value>x</Value></Feature></Annotation></AnnotationSet></GateDocument>`;
  const mae = `<T><TEXT><![CDATA[${text}]]></TEXT><TAGS><PER id="P0" spans="0~10" text="Anna Meyer" certain="yes"/><ORG id="O0" start="17" end="21" text="Acme"/><SOME id="S0" spans="-1~-1" text=""/><leads id="L0" fromID="P0" fromText="Anna Meyer" toID="O0" toText="Acme"/></TAGS></T>`;
  const xmi = `<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type3="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:custom="http:///webanno/custom.ecore"><cas:NULL xmi:id="0"/><type4:Token xmi:id="2" sofa="1" begin="0" end="4"/><custom:Leads xmi:id="9" sofa="1" begin="17" end="21" Governor="7" Dependent="8" label="leads"/><type3:NamedEntity xmi:id="7" sofa="1" begin="0" end="10" value="PER" identifier="Q1"/><type3:NamedEntity xmi:id="8" sofa="1" begin="17" end="21" value="ORG"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="${text}"/><cas:View sofa="1" members="2 7 8 9"/></xmi:XMI>`;
  const ddi = `<document id="d"><sentence id="s0" text="${text}"><entity id="e0" charOffset="0-9" type="PER" text="Anna Meyer"/><entity id="e1" charOffset="17-20" type="ORG" text="Acme"/><pair id="p" e1="e0" e2="e1" ddi="true" type="leads"/><pair id="q" e1="e1" e2="e0" ddi="false"/></sentence></document>`;
  const tei = `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>About</title></teiHeader><text><body><p><persName>Anna\n  Meyer</persName> leads <orgName ref="#a">Acme</orgName>.</p><p>She <hi>runs</hi>.<note>a note</note></p></body></text></TEI>`;
  const leads = [...people, 'leads:0>1'];
  check(
    [
      [
        'MAE',
        xml(mae),
        {
          texts: [text],
          labels: leads,
          issues: ['field-not-read PER certain', 'field-not-read SOME (without a place)'],
        },
        're',
      ],
      ['GATE', xml(gate), { texts: [text], labels: people, issues: ['field-not-read ORG class'] }],
      [
        'UIMA XMI',
        xml(xmi),
        { texts: [text], labels: leads, issues: ['field-not-read NamedEntity identifier'] },
        're',
      ],
      ['the DDI corpus', xml(ddi), { texts: [text], labels: leads }, 're'],
      [
        'TEI',
        xml(tei),
        { texts: ['Anna Meyer leads Acme.', 'She runs.'], labels: ['persName:Anna Meyer', 'orgName:Acme'] },
      ],
      [
        'TimeML',
        xml(
          '<TimeML><DOCID>x</DOCID><TEXT>Anna <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1">Monday</TIMEX3>.</TEXT><TLINK lid="l"/></TimeML>',
        ),
        {
          texts: ['Anna left on Monday.'],
          labels: ['EVENT:left', 'TIMEX3:Monday'],
          issues: ['field-not-read links (TimeML)'],
        },
      ],
      [
        'GENIA',
        xml(
          '<set><article><abstract><sentence><cons sem="G#DNA"><cons sem="G#protein">IL-2</cons> gene</cons> expression</sentence></abstract></article></set>',
        ),
        { texts: ['IL-2 gene expression'], labels: ['DNA:IL-2 gene', 'protein:IL-2'] },
      ],
      ['nested deeper than any', xml(`<TEI><body>${'<p>'.repeat(600)}Anna`), { issues: ['malformed-xml'] }],
    ],
    '.xml',
  );
});
