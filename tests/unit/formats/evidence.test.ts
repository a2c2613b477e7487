/** What is in a file comes in or is named: kinds of inputs on which imports of other tools' files went wrong. */
import { describe, expect, it } from 'vitest';
import { openSources, type ParsedDocument, parsePlan, planImport, type SourceFile } from '#core/formats';
import type { Task } from '#core/project';
import { costMs } from '../../thread-time.ts';
import { file } from './helpers.ts';

function imported(files: readonly SourceFile[], task: Task = 'ner') {
  const sources = openSources(files);
  if (!sources.ok) return { refused: sources.error.code, documents: [], issues: [], labels: [] };
  const parsing = parsePlan(planImport(sources.value), { task });
  const documents: ParsedDocument[] = [];
  const issues: string[] = [];
  let step = parsing.next();
  while (!step.done) {
    documents.push(...step.value.documents);
    issues.push(...step.value.issues.map(({ code, params }) => `${code} ${params?.['field'] ?? ''}`.trim()));
    step = parsing.next();
  }
  const labels = documents.flatMap((doc) =>
    doc.annotations.map(({ label, target }) =>
      'from' in target ? `${label}:${doc.text.slice(target.from, target.to)}` : `${label}:${target.kind}`,
    ),
  );
  const refused = step.value.ok ? undefined : step.value.error.params?.['kind'];
  return { refused, documents, issues, labels };
}

const bytes = (name: string, ...parts: readonly (string | readonly number[])[]): SourceFile => ({
  name,
  bytes: new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  ),
});

describe('encodings are found by evidence of the whole file', () => {
  it('one bad byte is one bad character', () => {
    const read = imported([bytes('a.txt', 'Grüße aus Łódź\nbad ', [0xe9], ' byte\n')]);
    expect(read.documents.map((doc) => doc.text)).toEqual(['Grüße aus Łódź', 'bad \ufffd byte']);
    expect(read.issues).toEqual(['bad-bytes']);
  });

  it('UTF-16 without a mark has no zeros in its texts', () => {
    const units = [...'text,label\nSchön,gut\n'].flatMap((char) => [
      char.charCodeAt(0) & 255,
      char.charCodeAt(0) >> 8,
    ]);
    expect(imported([bytes('a.csv', units)], 'sa').labels).toEqual(['gut:text']);
  });
});

describe('tables', () => {
  it('quotes that do not balance are characters', () => {
    const text = 'review\tlabel\n"Never open\tham\nplain\tspam\nshe said "yes" once\tham\n';
    const read = imported([file('a.tsv', text)], 'sa');
    expect(read.documents.map((doc) => doc.text)).toEqual(['"Never open', 'plain', 'she said "yes" once']);
    expect(read.labels).toEqual(['ham:text', 'spam:text', 'ham:text']);
  });

  it('a short row is named, columns of 0 and 1 are labels, a cell of JSON is no name', () => {
    expect(imported([file('a.csv', 'id,text,label\n1,a b\n2,c d,x\n')], 'sa').issues).toEqual([
      'wrong-columns',
    ]);
    const classes = 'id,comment_text,rude,mean\n1,hey you there,1,0\n2,good day to you,0,0\n';
    expect(imported([file('a.csv', classes)], 'sa').labels).toEqual(['rude:text']);
    const regions = 'text,label\nNice soup,"[{""start"":5,""end"":9,""labels"":[""good""]}]"\n';
    expect(imported([file('a.csv', regions)], 'sa').labels).toEqual(['good:soup']);
  });
});

describe('CoNLL columns are found by the majority', () => {
  it.each([
    ['names without prefixes', 'Eva\tPER\nsat\tO\n.\tO\n\nso\tO\nOslo\tLOC\n', ['PER:Eva', 'LOC:Oslo']],
    ['tags before words', 'B-X\tred\nI-X\twine\nO\tnow\nO\there\n', ['X:red wine']],
    ['small o', 'tea B-F\nis o\nhot o\n', ['F:tea']],
    ['no names', 'Eva B\nRoe I\nran O\n', ['Entity:Eva Roe']],
    ['nested', 'Rat B-ORG B-X\nBonn I-ORG B-LOC\ntagt O O\n', ['ORG:Rat Bonn', 'X:Rat', 'LOC:Bonn']],
    ['rows with numbers', '#\tsome source\t[x]\n1\tIn\tO\n2\tRom\tB-LOC\n', ['LOC:Rom']],
  ])('%s', (_, text, labels) => {
    expect(imported([file('a.conll', text)]).labels).toEqual(labels);
  });

  it('texts whose every token is tagged are done', () => {
    const read = imported([file('a.conll', 'a\tO\nb\tO\n\nc\tB-X\n')]);
    expect(read.documents.map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('texts of a file without any entity are still to be labelled', () => {
    const read = imported([file('a.conll', 'a\tO\nb\tO\n\nc\tO\n')]);
    expect(read.documents.map(({ status }) => status)).toEqual([undefined, undefined]);
  });
});

describe('JSON of other tools', () => {
  it('the first record does not decide, NaN and long numbers are read', () => {
    const text =
      '{"id":12345678901234567890,"text":"Nil","labels":[],"p":NaN}\n{"text":"Rom","labels":[[0,3,"LOC"]]}\n';
    const read = imported([file('a.jsonl', text)]);
    expect(read.labels).toEqual(['LOC:Rom']);
    expect(read.documents[0]?.meta['id']).toBe('12345678901234567890');
  });

  it('what looks like labels and is not read is named with its field', () => {
    const record = { sentence: 'Ann sat', mentions: [{ start: { line: 1 }, kind: 'x' }] };
    expect(imported([file('a.json', JSON.stringify([record]))]).issues).toEqual(['field-not-read mentions']);
  });

  it('predictions are suggestions, choices on regions are their labels', () => {
    const region = { id: 'r', value: { start: 5, end: 9, text: 'soup', labels: ['Aspect'] } };
    const choice = { id: 'r', type: 'choices', value: { start: 5, end: 9, choices: ['bad'] } };
    const prediction = { model_version: 'm1', score: 0.5, result: [region] };
    const task = {
      data: { text: 'Cold soup' },
      annotations: [{ result: [region, choice] }],
      predictions: [prediction],
    };
    const read = imported([file('a.json', JSON.stringify([task]))], 'sa');
    expect(read.labels).toEqual(['bad:soup']);
    expect(read.documents[0]?.suggestions).toEqual([
      { label: 'Aspect', by: 'm1', score: 0.5, target: { kind: 'aspect', from: 5, to: 9 } },
    ]);
  });

  it('words that differ by white space only do not cost the label', () => {
    const region = { value: { start: 0, end: 7, text: 'AnnaRoe', labels: ['PER'] } };
    const task = { data: { text: 'Ann\nRoe' }, annotations: [{ result: [region] }] };
    expect(imported([file('a.json', JSON.stringify([task]))]).labels).toEqual([]);
    const same = { value: { start: 0, end: 7, text: 'AnnRoe', labels: ['PER'] } };
    const again = { data: { text: 'Ann\nRoe' }, annotations: [{ result: [same] }] };
    expect(imported([file('a.json', JSON.stringify([again]))]).labels).toEqual(['PER:Ann\nRoe']);
  });
});

describe('several files, and files that are not read', () => {
  it('each is read by its own format; what is about them is named', () => {
    const read = imported([
      file('README.md', 'Hi'),
      file('a.conll', 'Rom B-LOC\nx O\n'),
      file('b.jsonl', '{"text":"Bonn","label":[[0,4,"LOC"]]}'),
    ]);
    expect(read.labels).toEqual(['LOC:Rom', 'LOC:Bonn']);
    expect(read.issues).toEqual(['file-refused']);
  });

  it.each([
    ['a.pdf', '%PDF-1.4 x', 'pdf'],
    ['a.rtf', '{\\rtf1 x}', 'rtf'],
    ['a.html', '<html><p>x</p></html>', 'html'],
    ['a.xml', '<?xml version="1.0"?><doc><x/></doc>', 'xml'],
    ['a.ann', 'T1\tPER 0 3\tAnn\n', 'annotations-without-text'],
  ])('%s is refused by its name', (name, text, kind) => {
    expect(imported([file(name, text)])).toMatchObject({ refused: kind, documents: [] });
  });

  it('BioNLP splits its annotations over two files', () => {
    const files = [
      file('d.txt', 'p1 is up'),
      file('d.a1', 'T1\tP 0 2\tp1\n'),
      file('d.a2', 'T2\tE 6 8\tup\n'),
    ];
    expect(imported(files).labels).toEqual(['P:p1', 'E:up']);
  });
});

describe('WebAnno TSV', () => {
  const read = (header: string, rows: string): ReturnType<typeof imported> =>
    imported([file('a.tsv', `#FORMAT=WebAnno TSV 3.3\n${header}\n\n\n#Text=Eva ran\n${rows}`)], 're');

  it('slots, chains and second features are named, relations without a feature have the name of their layer', () => {
    const slots = read(
      '#T_SP=x.Arg|\n#T_SP=x.Pred|ROLE_x.Pred:args_x.L|x.Arg',
      '1-1\t0-3\tEva\t*[1]\t_\t_\t\n1-2\t4-7\tran\t_\tagent\t1-1[1]\t\n',
    );
    expect(slots.labels).toEqual(['Arg:Eva', 'Pred:ran']);
    expect(slots.issues[0]).toContain('field-not-read Pred slot');
    expect(read('#T_CH=x.Ref|a|b', '1-1\t0-3\tEva\t*->1-1\tn\t\n').issues).toEqual([
      'field-not-read Ref (chain)',
    ]);
    const relation = read(
      '#T_SP=x.E|value\n#T_RL=x.Knows|BT_x.E',
      '1-1\t0-3\tEva\tA\t_\t\n1-2\t4-7\tran\tB\t1-1\t\n',
    );
    expect(relation.labels).toEqual(['A:Eva', 'B:ran', 'Knows:relation']);
  });

  it('an offset far away is not filled up with line breaks', () => {
    const text = read('#T_SP=x.E|value', '1-1\t400000000-400000003\tEva\tA\t\n').documents[0]?.text ?? '';
    expect(text.length).toBeLessThan(100);
  });
});

it('files of lone CR are read in linear time', () => {
  // In quadratic time four times as many lines would cost sixteen times as much.
  const cost = (lines: number): number =>
    costMs(() => {
      imported([file('a.txt', 'x\r'.repeat(lines))]);
    }, 3);
  expect(cost(60_000)).toBeLessThan(8 * cost(15_000));
});
