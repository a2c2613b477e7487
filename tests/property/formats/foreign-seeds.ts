/**
 * What the formats of other tools look like, where the app does not write them: each input in full. It has
 * over 400 lines because it is a table of inputs, one beside the other.
 */
import type { SourceFile } from '#core/formats';
import type { Task } from '#core/project';
import { file } from '../../unit/formats/helpers.ts';

export interface Seed {
  readonly format: string;
  readonly task: Task;
  readonly files: readonly SourceFile[];
}

const json = (name: string, value: unknown): SourceFile => file(name, JSON.stringify(value));
const lines = (name: string, ...values: readonly unknown[]): SourceFile =>
  file(name, values.map((value) => `${JSON.stringify(value)}\n`).join(''));

const region = (from: number, to: number, label: string, id: string) => ({
  id,
  type: 'labels',
  from_name: 'label',
  to_name: 'text',
  value: { start: from, end: to, text: 'Eva leads Acme'.slice(from, to), labels: [label] },
});

/** What other tools write, beside what we write for them. */
export const foreignSeeds = (): Seed[] => [
  { format: 'text', task: 'ner', files: [file('a.txt', 'Eva leads Acme.\n\nשלום עולם\nthird one\n')] },
  {
    format: 'csv',
    task: 'sa',
    files: [
      file('a.csv', 'id,text,label,explanation\n1,"Good, really",pos,"really"\n2,Bad,neg,\n3,Fine,,\n'),
    ],
  },
  {
    format: 'csv',
    task: 'sa',
    files: [
      file('a.tsv', 'text\taspect\tfrom\tto\tlabel\nGood soup\tsoup\t5\t9\tpos\nBad wine\twine\t4\t8\tneg\n'),
    ],
  },
  {
    format: 'json',
    task: 'ner',
    files: [
      lines(
        'a.jsonl',
        {
          content: 'Eva leads',
          annotation: [{ label: ['PER'], points: [{ start: 0, end: 2, text: 'Eva' }] }],
        },
        { content: 'No', annotation: null },
      ),
    ],
  },
  {
    format: 'json',
    task: 'sa',
    files: [
      json('a.json', [
        { review: 'Good soup', stars: 5, more: { a: 1 } },
        { review: 'Bad', stars: 1 },
      ]),
    ],
  },
  {
    format: 'doccano',
    task: 're',
    files: [
      lines(
        'a.jsonl',
        {
          id: 1,
          text: 'Eva leads Acme',
          entities: [
            { id: 1, label: 'PER', start_offset: 0, end_offset: 3 },
            { id: 2, label: 'ORG', start_offset: 10, end_offset: 14 },
          ],
          relations: [{ id: 1, from_id: 1, to_id: 2, type: 'leads' }],
        },
        { id: 2, text: 'b', entities: [], relations: [] },
      ),
    ],
  },
  {
    format: 'label-studio',
    task: 're',
    files: [
      json('a.json', [
        {
          id: 1,
          data: { text: 'Eva leads Acme' },
          annotations: [
            {
              completed_by: 1,
              result: [
                region(0, 3, 'PER', 'x'),
                region(10, 14, 'ORG', 'y'),
                { from_id: 'x', to_id: 'y', type: 'relation', direction: 'right', labels: ['leads'] },
                { id: 'z', type: 'choices', from_name: 'c', value: { choices: ['good'] } },
              ],
            },
          ],
          predictions: [{ model_version: 'm', score: 0.5, result: [region(0, 3, 'PER', 'p')] }],
        },
      ]),
    ],
  },
  {
    format: 'prodigy',
    task: 'ner',
    files: [
      lines(
        'a.jsonl',
        {
          text: 'Eva leads',
          _input_hash: 1,
          spans: [{ start: 0, end: 3, label: 'PER', token_start: 0, token_end: 0 }],
          answer: 'accept',
          _annotator_id: 'a',
        },
        {
          text: 'Eva leads',
          _input_hash: 1,
          spans: [{ start: 0, end: 3, label: 'ORG' }],
          answer: 'reject',
          _annotator_id: 'b',
        },
      ),
    ],
  },
  {
    format: 'hugging-face',
    task: 'ner',
    files: [
      lines(
        'a.jsonl',
        { id: '0', tokens: ['Eva', 'leads'], ner_tags: ['B-PER', 'O'] },
        { tokens: ['Acme'], ner_tags: [1], tag_names: ['O', 'B-ORG'] },
      ),
    ],
  },
  {
    format: 'tacred',
    task: 're',
    files: [
      json('a.json', [
        {
          id: 'e',
          token: ['Eva', 'leads', 'Acme'],
          relation: 'per:org',
          subj_start: 0,
          subj_end: 0,
          obj_start: 2,
          obj_end: 2,
          subj_type: 'PER',
          obj_type: 'ORG',
        },
      ]),
    ],
  },
  {
    format: 'docred',
    task: 're',
    files: [
      json('a.json', [
        {
          title: 'T',
          sents: [
            ['Eva', 'leads'],
            ['Acme', '.'],
          ],
          vertexSet: [
            [{ name: 'Eva', sent_id: 0, pos: [0, 1], type: 'PER' }],
            [{ name: 'Acme', sent_id: 1, pos: [0, 1], type: 'ORG' }],
          ],
          labels: [{ h: 0, t: 1, r: 'P1', evidence: [0] }],
        },
      ]),
    ],
  },
  {
    format: 'relation-json',
    task: 're',
    files: [
      json('a.json', [
        {
          tokens: ['Eva', 'leads', 'Acme'],
          entities: [
            { type: 'PER', start: 0, end: 1 },
            { type: 'ORG', start: 2, end: 3 },
          ],
          relations: [{ type: 'leads', head: 0, tail: 1 }],
        },
      ]),
    ],
  },
  {
    format: 'relation-json',
    task: 're',
    files: [
      lines(
        'a.jsonl',
        {
          sentText: 'Eva leads Acme',
          entityMentions: [{ label: 'PER', text: 'Eva' }],
          relationMentions: [{ em1Text: 'Eva', em2Text: 'Acme', label: 'leads' }],
        },
        {
          text: 'Eva leads Acme',
          h: { name: 'Eva', pos: [0, 3] },
          t: { name: 'Acme', pos: [10, 14] },
          relation: 'leads',
        },
      ),
    ],
  },
  {
    format: 'argilla',
    task: 'sa',
    files: [
      json('a.json', [
        {
          fields: { text: 'Good soup' },
          responses: { mood: [{ value: 'pos', user_id: 'u', status: 'submitted' }] },
          suggestions: { mood: { value: 'neg', score: 0.7, agent: 'm' } },
        },
      ]),
    ],
  },
  {
    format: 'gliner',
    task: 'ner',
    files: [json('a.json', [{ tokenized_text: ['Eva', 'leads'], ner: [[0, 0, 'PER']] }])],
  },
  {
    format: 'corpus-xml',
    task: 're',
    files: [
      file(
        'a.xml',
        '<?xml version="1.0"?><T><TEXT>Eva leads Acme</TEXT><TAGS><PER id="P0" spans="0~3" text="Eva"/><ORG id="O0" start="10" end="14" text="Acme"/><leads id="L0" fromID="P0" toID="O0"/></TAGS></T>',
      ),
    ],
  },
  {
    format: 'corpus-xml',
    task: 'ner',
    files: [
      file(
        'a.xmi',
        '<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore"><custom:Entity xmi:id="7" sofa="1" begin="0" end="3" label="PER"/><cas:Sofa xmi:id="1" sofaString="Eva leads"/></xmi:XMI>',
      ),
    ],
  },
  {
    format: 'corpus-xml',
    task: 'ner',
    files: [file('a.xml', '<TEI><text><body><p><persName>Eva</persName> leads.</p></body></text></TEI>')],
  },
  {
    format: 'token-spans',
    task: 're',
    files: [
      json('a.jsonl', [
        {
          tokens: ['Eva', 'Roe', 'leads', 'Acme'],
          spans: [
            { start: 0, end: 2, label: 'PER' },
            { start: 3, end: 4, label: 'ORG' },
          ],
          relations: [{ head: 0, tail: 1, label: 'leads' }],
        },
      ]),
    ],
  },
  {
    format: 'argilla',
    task: 'sa',
    files: [json('a.json', [{ text: 'Eva leads', 'mood.responses': ['pos'], 'mood.suggestion': 'neg' }])],
  },
  {
    format: 'spacy-json',
    task: 'ner',
    files: [
      json('a.json', [
        ['Eva leads', { entities: [[0, 3, 'PER']] }],
        ['Acme', { entities: [[0, 4, 'ORG']] }],
      ]),
    ],
  },
  {
    format: 'spacy-json',
    task: 'ner',
    files: [
      json('a.json', [
        {
          id: 0,
          paragraphs: [
            {
              sentences: [
                {
                  tokens: [
                    { orth: 'Eva', ner: 'U-PER' },
                    { orth: 'ran', ner: 'O' },
                  ],
                },
              ],
            },
          ],
        },
      ]),
    ],
  },
  {
    format: 'bioc-xml',
    task: 're',
    files: [
      file(
        'a.xml',
        '<?xml version="1.0"?><collection><document><id>1</id><passage><offset>0</offset><text>Zinc helps skin</text><annotation id="T1"><infon key="type">Gene</infon><location offset="0" length="4"/><text>Zinc</text></annotation><annotation id="T2"><infon key="type">Part</infon><location offset="11" length="4"/><text>skin</text></annotation></passage><relation id="R"><infon key="type">on</infon><node refid="T1" role=""/><node refid="T2" role=""/></relation></document></collection>',
      ),
    ],
  },
  {
    format: 'bioc-json',
    task: 'ner',
    files: [
      json('a.json', {
        documents: [
          {
            id: '1',
            passages: [
              {
                offset: 0,
                text: 'Zinc helps',
                annotations: [
                  { id: 'T', infons: { type: 'Gene' }, text: 'Zinc', locations: [{ offset: 0, length: 4 }] },
                ],
              },
            ],
          },
        ],
      }),
    ],
  },
  {
    format: 'absa-seg',
    task: 'sa',
    files: [file('a.seg', 'The $T$ was good .\nsoup\n1\nNo $T$ here\nwine\n-1\n')],
  },
  {
    format: 'aspect-tuples',
    task: 'sa',
    files: [
      file(
        'a.txt',
        "Great soup but bad wine .####[([1], [0], 'POS'), ([4], [3], 'NEG')]\nNice .####[['NULL', 'place', 'positive', 'Nice']]\n",
      ),
    ],
  },
  {
    format: 'fasttext',
    task: 'sa',
    files: [file('a.txt', '__label__good __label__new The soup was good\n__label__bad So-so\n')],
  },
  {
    format: 'inline-tags',
    task: 'ner',
    files: [
      file(
        'a.txt',
        '<PER>Eva</PER> leads <ORG>Acme</ORG>.\n<START:PER> Bob <END> ran .\n<ENAMEX TYPE="LOC">Oslo</ENAMEX> &amp; so\n',
      ),
    ],
  },
  {
    format: 'json',
    task: 'sa',
    files: [file('a.json', "[{'text': 'Good', 'label': 'pos',}, {'text': \"It's\", 'label': None}]")],
  },
  {
    format: 'json',
    task: 'sa',
    files: [json('a.json', { text: { a: 'Good', b: 'Bad' }, label: { a: 'pos', b: 'neg' } })],
  },
  {
    format: 'iob-lines',
    task: 'ner',
    files: [file('a.iob', 'Eva|NNP|B-PER Roe|NNP|I-PER leads|VBZ|O\nRome|NNP|B-LOC is|VBZ|O\n')],
  },
  {
    format: 'pubtator',
    task: 'ner',
    files: [
      file(
        'a.pubtator',
        '1|t|p53 binds\n1|a|MDM2 too.\n1\t0\t3\tp53\tGene\t7\n1\t10\t14\tMDM2\tGene\t4\n1\tCID\t7\t4\n\n2|t|X\n2|a|Y\n',
      ),
    ],
  },
  {
    format: 'conll-u',
    task: 'ner',
    files: [
      file(
        'a.conllu',
        '# sent_id = 1\n# text = Eva ran.\n1\tEva\teva\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-PER\n2\tran\trun\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n',
      ),
    ],
  },
  {
    format: 'conll',
    task: 'ner',
    files: [
      file('a.conll', 'Eva NNP B-NP B-PER\nRoe NNP I-NP I-PER\nran VBD B-VP O\n\nAcme NNP B-NP B-ORG\n\n'),
    ],
  },
  {
    format: 'token-table',
    task: 'ner',
    files: [
      file(
        'a.csv',
        'Sentence #,Word,POS,Tag\nSentence: 1,Eva,NNP,B-per\n,ran,VBD,O\nSentence: 2,Acme,NNP,B-org\n',
      ),
    ],
  },
  {
    format: 'webanno-tsv',
    task: 'ner',
    files: [
      file(
        'a.tsv',
        '#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Entity|label|note\n\n\n#Text=Eva Roe ran\n1-1\t0-3\tEva\tPER[1]\tx[1]\t\n1-2\t4-7\tRoe\tPER[1]\tx[1]\t\n1-3\t8-11\tran\t_\t_\t\n',
      ),
    ],
  },
  {
    format: 'explanations',
    task: 'sa',
    files: [
      json('a.json', [
        { sent: 'The $T$ is good', term: 'soup', exp: 'The word "good" is right of it.', label: 1 },
      ]),
    ],
  },
  {
    format: 'brat',
    task: 'ner',
    files: [
      file('d.txt', 'p53 binds MDM2.\n'),
      file('d.ann', 'T1\tProtein 0 3\tp53\nE1\tBind:T1\nA1\tNeg T1\n#1\tAnnotatorNotes T1\tit binds\n'),
    ],
  },
  {
    format: 'absa-xml',
    task: 'sa',
    files: [
      file(
        'a.xml',
        '<Reviews><Review rid="1"><sentences><sentence id="1:0"><text>Good soup.</text><Opinions><Opinion target="soup" category="FOOD#QUALITY" polarity="positive" from="5" to="9"/><Opinion target="NULL" category="A#B" polarity="negative" from="0" to="0"/></Opinions></sentence></sentences></Review></Reviews>',
      ),
    ],
  },
  {
    format: 'bigbio',
    task: 're',
    files: [
      json('a.json', [
        {
          id: '1',
          document_id: 'd',
          passages: [{ id: 'p', type: 'title', text: ['Eva leads Acme'], offsets: [[0, 14]] }],
          entities: [
            { id: 'a', type: 'PER', text: ['Eva'], offsets: [[0, 3]], normalized: [] },
            { id: 'b', type: 'ORG', text: ['Acme'], offsets: [[10, 14]], normalized: [{ db_id: 'x' }] },
          ],
          relations: [{ id: 'r', type: 'leads', arg1_id: 'a', arg2_id: 'b', normalized: [] }],
          events: [],
          coreferences: [],
        },
      ]),
    ],
  },
  {
    format: 'kili',
    task: 're',
    files: [
      json('a.json', [
        {
          content: 'Eva leads Acme',
          externalId: 'k',
          labels: [
            {
              author: { email: 'eva@x.org' },
              labelType: 'DEFAULT',
              createdAt: '2024-01-01',
              jsonResponse: {
                MOOD: { categories: [{ name: 'good', confidence: 100 }] },
                NER: {
                  annotations: [
                    { mid: 'a', beginOffset: 0, endOffset: 3, content: 'Eva', categories: [{ name: 'PER' }] },
                    { mid: 'b', beginOffset: 10, content: 'Acme', categories: [{ name: 'ORG' }] },
                  ],
                },
                REL: {
                  annotations: [
                    {
                      categories: [{ name: 'leads' }],
                      startEntities: [{ mid: 'a' }],
                      endEntities: [{ mid: 'b' }],
                    },
                  ],
                },
              },
            },
            {
              labelType: 'PREDICTION',
              modelName: 'm',
              jsonResponse: {
                NER: {
                  annotations: [
                    { beginOffset: 0, content: 'Eva', categories: [{ name: 'PER', confidence: 40 }] },
                  ],
                },
              },
            },
          ],
        },
      ]),
    ],
  },
  {
    format: 'ground-truth',
    task: 'ner',
    files: [
      lines(
        'output.manifest',
        {
          source: 'Eva leads Acme',
          names: { annotations: { entities: [{ startOffset: 0, endOffset: 3, label: 'PER' }], labels: [] } },
          'names-metadata': { type: 'groundtruth/text-span', 'job-name': 'j', 'human-annotated': 'yes' },
        },
        {
          source: 'Acme',
          names: { annotations: { entities: [{ startOffset: 0, endOffset: 4, label: 'ORG' }] } },
          'names-metadata': { 'job-name': 'j', 'human-annotated': 'no', entities: [{ confidence: 0.5 }] },
        },
      ),
    ],
  },
  {
    format: 'ground-truth',
    task: 'sa',
    files: [
      lines(
        'output.manifest',
        {
          source: 'Good',
          mood: 0,
          'mood-metadata': { 'class-name': 'pos', confidence: 0.9, 'job-name': 'j' },
        },
        { source: 'Fine', mood: [0, 1], 'mood-metadata': { 'class-map': { 0: 'pos', 1: 'food' } } },
      ),
    ],
  },
  {
    format: 'vertex',
    task: 'ner',
    files: [
      lines(
        'a.jsonl',
        {
          textContent: 'Eva leads Acme',
          textSegmentAnnotations: [
            { endOffset: 3, displayName: 'PER' },
            { startOffset: 10, endOffset: 14, displayName: 'ORG' },
          ],
        },
        {
          text_snippet: { content: 'Eva' },
          annotations: [
            { display_name: 'PER', text_extraction: { text_segment: { start_offset: 0, end_offset: 3 } } },
          ],
        },
        { textContent: 'Good', sentimentAnnotation: { sentiment: 1 } },
      ),
    ],
  },
  {
    format: 'snips',
    task: 'sa',
    files: [
      json('a.json', {
        language: 'en',
        intents: { Play: { utterances: [{ data: [{ text: 'play ' }, { text: 'jazz', entity: 'genre' }] }] } },
        entities: { genre: { data: [{ value: 'jazz', synonyms: [] }] } },
      }),
      json('b.json', {
        Stop: [{ data: [{ text: 'stop ' }, { text: 'it', slot_name: 'what', entity: 'x' }] }],
      }),
    ],
  },
  {
    format: 'universal-ner',
    task: 'ner',
    files: [
      json('a.json', [
        {
          id: 'u',
          conversations: [
            { from: 'human', value: 'Text: Eva leads Acme' },
            { from: 'gpt', value: "I've read this text." },
            { from: 'human', value: 'What describes person in the text?' },
            { from: 'gpt', value: '["Eva"]' },
            { from: 'human', value: 'What describes company in the text?' },
            { from: 'gpt', value: '["Acme", "Bolt"]' },
          ],
        },
      ]),
    ],
  },
  {
    format: 'span-rows',
    task: 'ner',
    files: [
      file(
        'a.csv',
        'doc_id,text,start,end,label,certain\nd1,Eva leads Acme,0,3,PER,yes\nd1,Eva leads Acme,10,14,ORG,no\nd2,No,,,,\n',
      ),
    ],
  },
  {
    format: 'span-rows',
    task: 'ner',
    files: [
      lines(
        'a.jsonl',
        { text: 'Eva leads Acme', start: 0, end: 3, label: 'PER', word: 'Eva' },
        { text: 'Eva leads Acme', start: 10, end: 13, label: 'ORG', word: 'Acme' },
      ),
    ],
  },
  {
    format: 'json',
    task: 're',
    files: [
      lines(
        'a.jsonl',
        {
          text: 'Eva leads Acme',
          entities: [
            { start: 0, end: 3, label: 'PER' },
            { start: 10, end: 14, label: 'ORG' },
          ],
          relations: [{ head: 0, tail: 1, type: 'leads' }, [1, 0, 'led by']],
        },
        { text: 'Bo', entities: [{ id: 'x', start: 0, end: 2, label: 'PER' }], relations: [['x', 'y', 'z']] },
      ),
    ],
  },
  {
    format: 'prodigy',
    task: 'ner',
    files: [
      lines('a.jsonl', {
        text: 'Eva leads',
        tokens: [
          { text: 'Eva', id: 0 },
          { text: 'leads', id: 1 },
        ],
        spans: [{ token_start: 0, token_end: 0, label: 'PER' }],
      }),
    ],
  },
  {
    format: 'brat',
    task: 're',
    files: [
      file('d.txt', 'p53 binds MDM2.\n'),
      file('d.ann', 'T1 Protein 0 3 p53\nT2 Protein 10 14 MDM2\nR1 binds Arg1:T1 Arg2:T2\n'),
    ],
  },
  {
    format: 'labelbox',
    task: 're',
    files: [
      lines('a.ndjson', {
        data_row: { id: 'x', row_data: 'Eva leads Acme' },
        projects: {
          p: {
            labels: [
              {
                label_details: { created_by: 'eva@x.org' },
                annotations: {
                  objects: [
                    { feature_id: 'a', name: 'PER', location: { start: 0, end: 2 } },
                    { feature_id: 'b', name: 'ORG', location: { start: 10, end: 13 } },
                  ],
                  classifications: [{ name: 'mood', radio_answer: { name: 'good' } }],
                  relationships: [
                    { name: 'leads', unidirectional_relationship: { source: 'a', target: 'b' } },
                  ],
                },
              },
            ],
          },
        },
      }),
    ],
  },
];
