/**
 * A logical form → one canonical English sentence, in the language that the grammar understands.
 * Law (property test): parsing the sentence gives, as its best reading, a form of the same meaning.
 */
import type {
  Anchor,
  ArgName,
  Count,
  Distance,
  LogicalForm,
  Matcher,
  MatchMode,
  Occurs,
  Range,
  Region,
  Subject,
  TextTest,
  Unit,
  WordOfArgument,
} from './logical-form.ts';

export const argumentLabels: Readonly<Record<ArgName, string>> = {
  x: 'X',
  y: 'Y',
  aspect: 'the aspect',
  entity: 'the entity',
};

export function printForm(form: LogicalForm): string {
  return print(form);
}

function print(form: LogicalForm): string {
  switch (form.op) {
    case 'constant':
      return form.value ? 'true' : 'false';
    case 'and':
    case 'or':
      return printList(form.op, form.of);
    case 'not':
      return printNot(form.of);
    case 'number-of': {
      const together = printTogether(form.of, (nouns) => `${printRange(form.range)} of ${nouns}`);
      return (
        together ??
        `${printRange(form.range)} of these hold: ${form.of.map((f) => `(${print(f)})`).join(', ')}`
      );
    }
    case 'number':
      return `${form.value} is ${printRange(form.range)}`;
    case 'occurs':
      return printOccurs(form, false);
    case 'size':
      return `there ${isOne(form.range) ? 'is' : 'are'} ${printRange(form.range)} ${unitName(form.unit, form.range)} ${printRegion(form.where)}`;
    case 'is':
      return `${printSubject(form.subject)} ${printTest(form.test, false)}`;
    case 'compare': {
      const [more, than] = form.is === 'more' ? ['more', 'than'] : ['as many', 'as'];
      return `there are ${more} ${printCount(form.left)} ${than} ${printCount(form.right)}`;
    }
    case 'pair-listed':
      return `the pair of ${argumentLabels[form.first]} and ${argumentLabels[form.second]} is in the list ${quote(form.list)}`;
    default:
      return form satisfies never;
  }
}

function printNot(form: LogicalForm): string {
  if (form.op === 'occurs') return printOccurs(form, true);
  if (form.op === 'is') return `${printSubject(form.subject)} ${printTest(form.test, true)}`;
  return `it is not the case that (${print(form)})`;
}

function printList(op: 'and' | 'or', clauses: readonly LogicalForm[]): string {
  if (op === 'and') {
    const together = printTogether(clauses, (nouns) => nouns);
    if (together !== undefined) return together;
  }
  return clauses
    .map((f) => (f.op === 'and' || f.op === 'or' || f.op === 'number-of' ? `(${print(f)})` : print(f)))
    .join(` ${op} `);
}

/** "the words 'a' and 'b' appear …" where the clauses differ in the word alone. */
function printTogether(
  clauses: readonly LogicalForm[],
  quantify: (nouns: string) => string,
): string | undefined {
  const [first] = clauses;
  if (clauses.length < 2 || first?.op !== 'occurs' || first.what.kind !== 'phrase') return undefined;
  if (first.what.match !== 'word' || first.what.like === true) return undefined;
  const frame = JSON.stringify([first.where, first.count]);
  const texts: string[] = [];
  for (const f of clauses) {
    if (f.op !== 'occurs' || f.what.kind !== 'phrase' || f.what.match !== 'word' || f.what.like === true)
      return undefined;
    const [text, more] = f.what.texts;
    if (text === undefined || more !== undefined || texts.includes(text)) return undefined;
    if (JSON.stringify([f.where, f.count]) !== frame) return undefined;
    texts.push(text);
  }
  return `${quantify(`the words ${printTexts(texts, 'and')}`)} appear ${printHow(first)}`;
}

function printOccurs(form: Occurs, negated: boolean): string {
  if (form.what.kind === 'arg') {
    return `${argumentLabels[form.what.arg]} ${negated ? 'is not' : 'is'} ${printHow(form)}`;
  }
  const many = form.what.kind === 'phrase' && form.what.match === 'substring';
  const verb = many ? (negated ? 'do not appear' : 'appear') : negated ? 'does not appear' : 'appears';
  return `${printMatcher(form.what)} ${verb} ${printHow(form)}`;
}

/** "words before X", "occurrences of the word 'a' after Y". */
function printCount(count: Count): string {
  const where = printRegion(count.where);
  if (count.kind === 'size') return `${count.unit === 'char' ? 'character' : count.unit}s ${where}`;
  const { what } = count;
  return `occurrences of ${what.kind === 'arg' ? argumentLabels[what.arg] : printMatcher(what)} ${where}`;
}

/** How often and where. */
function printHow(form: Occurs): string {
  const { min, max } = form.count;
  if (min === 1 && max === undefined) return printRegion(form.where);
  const times = min === 1 && max === 1 ? 'exactly once' : `${printRange(form.count)} times`;
  return `${times} ${printRegion(form.where)}`;
}

function printMatcher(what: Exclude<Matcher, { kind: 'arg' }>): string {
  switch (what.kind) {
    case 'phrase':
      return what.like === true
        ? `a word like ${printTexts(what.texts, 'or')}`
        : printPhrases(what.texts, what.match);
    case 'list':
      return printAffixed(what.match, `a word of the list ${quote(what.name)}`);
    case 'shape':
      switch (what.shape) {
        case 'number':
          return 'a number';
        case 'punctuation':
          return 'a punctuation mark';
        default:
          return `a ${what.shape} word`;
      }
    case 'pos':
      return `a ${what.pos}`;
    case 'entity':
      return `${what.all === true ? 'a mention' : 'an entity'} of type ${quote(what.type)}`;
    case 'mention':
      return `another mention of ${argumentLabels[what.arg]}`;
    default:
      return what satisfies never;
  }
}

function printPhrases(texts: readonly string[], match: MatchMode): string {
  if (match === 'substring') return `the letters ${printTexts(texts, 'or')}`;
  if (match !== 'word') return printAffixed(match, printTexts(texts, 'or'));
  const [only, more] = texts;
  if (only !== undefined && more === undefined) {
    return `the ${/\s/u.test(only) ? 'phrase' : 'word'} ${quote(only)}`;
  }
  return `the ${texts.some((t) => /\s/u.test(t)) ? 'phrase' : 'word'} ${printTexts(texts, 'or')}`;
}

function printAffixed(match: MatchMode, what: string): string {
  switch (match) {
    case 'word':
      return what;
    case 'prefix':
      return `a word starting with ${what}`;
    case 'suffix':
      return `a word ending with ${what}`;
    case 'substring':
      return `a word containing ${what}`;
    default:
      return match satisfies never;
  }
}

export function printRange(range: Range): string {
  const { min, max } = range;
  if (max === undefined) return `at least ${min}`;
  if (min === max) return `exactly ${min}`;
  return min === 0 ? `at most ${max}` : `between ${min} and ${max}`;
}

function unitName(unit: Unit, range: Range): string {
  const name = unit === 'char' ? 'character' : unit;
  return isOne(range) ? name : `${name}s`;
}

function isOne(range: Range): boolean {
  return (range.max ?? range.min) === 1;
}

/** "immediately", "within 3 words", "at least 2 words". */
function printDistance(distance: Distance): string {
  const { unit, min, max } = distance;
  const nearest = unit === 'char' ? 0 : 1;
  if (unit === 'word' && min === 1 && max === 1) return 'immediately';
  if (min === nearest && max !== undefined && max > min) return `within ${max} ${unitName(unit, distance)}`;
  return `${printRange(distance)} ${unitName(unit, distance)}`;
}

/** Whether the distance is said with "within". */
function isNear({ unit, min, max }: Distance): boolean {
  return min === (unit === 'char' ? 0 : 1) && max !== undefined && max > min;
}

export function printRegion(region: Region): string {
  switch (region.kind) {
    case 'sentence':
      return 'in the sentence';
    case 'arg':
      return `in ${argumentLabels[region.arg]}`;
    case 'between': {
      const where = `between ${printAnchor(region.a)} and ${printAnchor(region.b)}`;
      if (region.within === undefined) return where;
      const { unit, min, max } = region.within;
      const reach =
        unit === 'word' && min === 1 && max === 1 ? 'exactly 1 word' : printDistance(region.within);
      return `${where} ${reach} away`;
    }
    case 'side': {
      const anchor = printAnchor(region.of);
      if (region.side === 'around') {
        if (region.within === undefined) return `around ${anchor}`;
        const { unit, min, max } = region.within;
        if (unit === 'word' && min === 1 && max === 1) return `next to ${anchor}`;
        return `${printDistance(region.within)} ${isNear(region.within) ? 'of' : 'from'} ${anchor}`;
      }
      const side = region.side === 'left' ? 'before' : 'after';
      return region.within === undefined
        ? `${side} ${anchor}`
        : `${printDistance(region.within)} ${side} ${anchor}`;
    }
    case 'both':
      return region.of.map(printRegion).join(' and ');
    default:
      return region satisfies never;
  }
}

function printAnchor(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'arg':
      return `${anchor.whole === true ? 'the noun phrase of ' : ''}${argumentLabels[anchor.arg]}`;
    case 'phrase':
      return `the ${/\s/u.test(anchor.text) ? 'phrase' : 'word'} ${quote(anchor.text)}`;
    case 'edge':
      return `the ${anchor.edge} of the sentence`;
    default:
      return anchor satisfies never;
  }
}

function printSubject(subject: Subject): string {
  return subject.kind === 'arg' ? printPart(subject) : `the word ${quote(subject.text)}`;
}

/** "X", "the first word of X". */
function printPart({ arg, word }: { readonly arg: ArgName; readonly word?: WordOfArgument }): string {
  return word === undefined ? argumentLabels[arg] : `the ${word} word of ${argumentLabels[arg]}`;
}

function printTest(test: TextTest, negated: boolean): string {
  const be = negated ? 'is not' : 'is';
  const does = negated ? 'does not ' : '';
  const s = negated ? '' : 's';
  switch (test.kind) {
    case 'equals':
      return `${be} equal to ${printTexts(test.texts, 'or')}`;
    case 'starts-with':
      return `${does}start${s} with ${printTexts(test.texts, 'or')}`;
    case 'ends-with':
      return `${does}end${s} with ${printTexts(test.texts, 'or')}`;
    case 'contains':
      return `${does}contain${s} ${printTexts(test.texts, 'or')}`;
    case 'part-of':
      return `${be} part of ${printTexts(test.texts, 'or')}`;
    case 'listed':
      return `${be} in the list ${quote(test.list)}`;
    case 'shape':
      return `${be} ${test.shape === 'number' ? 'a number' : test.shape}`;
    case 'pos':
      return `${be} a ${test.pos}`;
    case 'type':
      return `${be} of type ${quote(test.type)}`;
    case 'same-as':
      return `${be} the same as ${printPart(test)}`;
    default:
      return test satisfies never;
  }
}

function printTexts(texts: readonly string[], conn: 'and' | 'or'): string {
  const quoted = texts.map(quote);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} ${conn} ${last}`;
}

/** In the first pair of quotation marks that the text itself does not have. */
export function quote(text: string): string {
  if (!/["\u201c\u201d]|''|``/u.test(text)) return `"${text}"`;
  return text.includes('\u00bb') ? `\u300c${text}\u300d` : `\u00ab${text}\u00bb`;
}
