/** Which column of a table is the text, the label, the explanation: by their names, by a few rows, or by what the cells are. */
import type { ColumnMapping } from './format.ts';
import { isPredictedName, shareColumns } from './predicted-columns.ts';
import { cellValue, isClassWord, isQuads, plainName, wordsIn } from './table-cells.ts';
import { areSentences } from './target-texts.ts';

type Role = 'text' | 'id' | 'label' | 'explanation' | 'aspect' | 'split' | 'from' | 'to';

const names: Readonly<Record<Role, readonly string[]>> = {
  text: [
    'text',
    'sentence',
    'review',
    'content',
    'body',
    'document',
    'comment',
    'comment_text',
    'tweet',
    'message',
    'abstract',
    'displayed_text',
    'full_text',
    'review_text',
    'review_body',
    'utterance',
    'context',
    'passage',
    'question',
    'headline',
    'description',
    'satz',
    'texto',
    'texte',
    'frase',
    '文本',
    '句子',
    '内容',
    '评论',
    'document.content',
    'document.text',
    'data.text',
    'input.text',
    'claim',
    'post',
    'data',
  ],
  id: ['id', 'document_id', 'doc_id', 'sentence_id', 'sentenceid', 'uid', 'guid', 'key', 'example_id'],
  label: [
    // Where the label is a number, its name may stand beside it.
    'label_text',
    'label_name',
    'label',
    'sentiment',
    'polarity',
    'category',
    'class',
    'relation',
    'stars',
    'rating',
    'target_label',
    'intent',
    'emotion',
    'stance',
    'airline_sentiment',
    'annotation',
    'gold_label',
    'verdict',
    'judgment',
    'judgement',
    'emotions',
    'overall',
    'topic',
    'labels',
    'classes',
    'categories',
    'class_name',
    'class_label',
    'ground_truth',
    'klasse',
    'kategorie',
    'etiqueta',
    'clase',
    'classe',
    '标签',
    '类别',
  ],
  explanation: ['explanation', 'explanations', 'reason', 'rationale'],
  aspect: ['aspect', 'aspect_term', 'term', 'target'],
  split: ['split', 'part', 'fold'],
  from: ['from', 'start', 'begin', 'start_offset', 'char_start'],
  to: ['to', 'end', 'stop', 'end_offset', 'char_end'],
};

const knownNames = new Set(Object.values(names).flat());

/** Whether a cell is one of the names that columns are known by. */
export function isColumnName(cell: string): boolean {
  return knownNames.has(plainName(cell)) || /^(?:input|answer)\.\S/.test(plainName(cell));
}

/** Names of labels with a word before or behind: `sentiment_label`, `human_label`, `label_1`, `subtask_a`; Mechanical Turk's answers. */
const labelPattern =
  /^(?!multi_|is_|has_|num_|n_)(?:answer\.\S+|y|tag|subtask_[a-c]|task_?\d_label|(?:[a-z\d]+_){0,3}(?:label|sentiment|polarity|emotion|stance|intent|verdict|annotation)(?:_?\d+|_[a-c]|_name|_id|_category|_class)?)$/;

/** A column beside which there is one of the same name with `:confidence`, as Appen has it, is what people agreed on. */
const isAgreed = (column: string, columns: readonly string[]): boolean =>
  columns.includes(`${column}:confidence`);

/** Whether a column of this name holds texts. */
export const isTextName = (column: string): boolean => names.text.includes(plainName(column));

/** Whether a column of this name holds labels of texts. */
export const isLabelName = (column: string): boolean =>
  !isPredictedName(column) &&
  (names.label.includes(plainName(column)) || labelPattern.test(plainName(column)));

/** A mapping from the names of columns and a few rows; the text is the longest column where no name tells it. */
export function guessColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): ColumnMapping | undefined {
  const byName = new Map(columns.map((column) => [plainName(column), column]));
  const pick = (of: keyof typeof names): string | undefined => {
    const name = names[of].find((candidate) => byName.has(candidate));
    return name === undefined ? undefined : byName.get(name);
  };
  const predictions = columns.filter(isPredictedName);
  const text =
    pick('text') ?? columns.find((column) => /^input\./i.test(column)) ?? longestColumn(columns, rows);
  if (text === undefined) return undefined;
  const [from, to] = [pick('from'), pick('to')];
  const target = pick('aspect');
  const isClass =
    pick('label') === undefined &&
    target !== undefined &&
    plainName(target) === 'target' &&
    saysNothingOf(columns.indexOf(target), columns.indexOf(text), rows);
  const isFree = (column: string): boolean => column !== text && !predictions.includes(column);
  const named = isClass
    ? target
    : (pick('label') ??
      columns.find((column) => isFree(column) && (isLabelName(column) || isAgreed(column, columns))));
  const isTarget = named !== undefined && areSentences(rows.map((row) => row[columns.indexOf(named)] ?? ''));
  const label = isTarget ? undefined : named;
  const classes = label === undefined ? oneHotColumns(columns, rows, text) : [];
  const shares =
    classes.length > 0 || predictions.length > 0
      ? []
      : shareColumns(columns, rows, (column) => column !== text && !names.id.includes(plainName(column)));
  const rest = {
    id: pick('id'),
    label: label ?? (classes.length === 0 ? classColumn(columns, rows, text) : undefined),
    explanation: pick('explanation'),
    aspect: isClass ? undefined : target,
    split: pick('split'),
  };
  const mapped = Object.entries(rest).filter(([, column]) => column !== undefined && column !== text);
  const isBare =
    rest.label === undefined &&
    !isTarget &&
    classes.length + shares.length + predictions.length === 0 &&
    !hasStructures(rows);
  const unsure = isBare ? suspects(columns, rows, new Set(Object.values({ ...rest, text }))) : [];
  const separator = separatorOf(columns, rows, rest.label);
  const aspects = rest.aspect !== undefined && from !== undefined && to !== undefined;
  return {
    text,
    ...Object.fromEntries(mapped),
    ...(aspects ? { from, to } : {}),
    ...(classes.length === 0 ? {} : { labels: classes }),
    ...(separator === undefined ? {} : { separator }),
    ...(predictions.length === 0 ? {} : { predictions }),
    ...(shares.length === 0 ? {} : { shares }),
    ...(unsure.length === 0 ? {} : { unsure }),
    ...(isTarget ? { targets: [named] } : {}),
  };
}

/** What a model is to answer, or somebody typed. */
export const isAnswer = (column: string): boolean =>
  /^(?:completion|output|response|chosen|rejected|user_input)$/i.test(column);

/** Columns of what is known of texts: where they are from, when, by whom. */
const isAbout =
  /source|lang|country|city|state|region|place|location|gender|sex|age|date|time|year|month|day|author|user|name|platform|device|domain|site|url|publisher|brand|product|airline|company|split|part|set$|fold|genre|keyword|version|type$|id$|status|verified|format|file|path|code/i;

/** How much of something somebody found in a text: a label on a scale. */
export const isScoreName = (column: string): boolean =>
  /^(?:[a-z]+_){0,2}(?:scores?|grade|intensity|strength)$/.test(plainName(column));

const isMeasure = (cell: string): boolean => /^[+-]?\d*[.,]?\d+(?:e-?\d+)?%?$/i.test(cell);

const hasStructures = (rows: readonly (readonly string[])[]): boolean =>
  rows.some((row) => row.some((cell) => typeof cellValue(cell) === 'object'));

/** Where no column is known to be of labels: those of few short names that recur. */
function suspects(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  known: ReadonlySet<string | undefined>,
): readonly string[] {
  return columns.filter((column, index) => {
    if (known.has(column) || isUnnamed(column) || isAnswer(column)) return false;
    if (isAbout.test(plainName(column)) && !isScoreName(column)) return false;
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const values = new Set(cells);
    if (values.size > 0 && [...values].every(isClassWord)) return true;
    if (isScoreName(column) && values.size > 0 && [...values].every(isMeasure)) return true;
    return (
      rows.length >= 4 &&
      values.size > 1 &&
      values.size * 2 <= cells.length &&
      [...values].every((value) => /^\p{L}[\p{L}\d _/-]{0,29}$/u.test(value))
    );
  });
}

/** Whether the cells of one column are names of classes and no words of the other column's: `target` is called so for either. */
function saysNothingOf(column: number, text: number, rows: readonly (readonly string[])[]): boolean {
  const cells = rows.flatMap((row) => ((row[column] ?? '').trim() === '' ? [] : [row[column] ?? '']));
  const inText = rows.filter((row) => {
    const cell = (row[column] ?? '').trim();
    return cell !== '' && !/^\d$/.test(cell) && (row[text] ?? '').toLowerCase().includes(cell.toLowerCase());
  });
  // What is measured on a scale (0.1667) is no class.
  const isClass = (cell: string): boolean => cell.length <= 30 && !/^-?\d*\.\d*[1-9]\d*$/.test(cell.trim());
  return cells.length > 0 && inText.length * 5 <= cells.length && cells.every(isClass);
}

/**
 * What stands between several labels of one cell: where the column's name is of several, or where the parts of one cell are
 * labels of others too.
 */
function separatorOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  label: string | undefined,
): ';' | '|' | ',' | undefined {
  const column = label === undefined ? -1 : columns.indexOf(label);
  if (label === undefined || column === -1) return undefined;
  const cells = rows
    .map((row) => (row[column] ?? '').trim())
    .filter((cell) => cell !== '' && !/^[[{(]/.test(cell));
  const isOfMany = /^(?:labels|classes|categories|tags|topics)$/.test(plainName(label));
  return ([';', '|', ','] as const).find((sign) => {
    const joined = cells.filter((cell) => cell.includes(sign));
    if (joined.length === 0) return false;
    const parts = joined.map((cell) => cell.split(sign).map((part) => part.trim()));
    if (parts.flat().some((part) => part === '' || part.length > 40)) return false;
    const recurs = (part: string, at: number): boolean =>
      cells.includes(part) || parts.some((other, index) => index !== at && other.includes(part));
    return isOfMany || (sign !== ',' && parts.every((all, at) => all.some((part) => recurs(part, at))));
  });
}

/** What people call a judgement that is yes or no; columns of 0 and 1 of other names are properties of the text. */
export const isJudgement =
  /^(?:joy|happiness|anger|fear|sadness|disgust|surprise|trust|anticipation|optimism|pessimism|valence|arousal|dominance)$|^(?:(?:is|label|class)_)?(?:severe_)?(?:toxic(?:ity)?|obscene|threat|insult|hate|hate_?speech|hateful|offensive|abusive|spam|ham|phishing|fake|scam|fraud|sarcas(?:m|tic)|iron(?:y|ic)|positive|negative|neutral|relevant|informative|humou?r(?:ous)?|funny|harmful|harassment|(?:cyber)?bullying|sexis[tm]|racis[tm]|misogyn(?:y|ous|istic)|hyperpartisan|clickbait|rumou?r|subjective|paraphrase|duplicate|depress(?:ed|ion|ive)|suicid(?:e|al)|urgent|disaster|propaganda|(?:mis|dis)information)$/;

/** Columns of nothing but 0 and 1 (true and false, ticks), where there are two or more, or one that is called a judgement: one label each (toxic, obscene, …). */
function oneHotColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  text: string,
): readonly string[] {
  const found = columns.filter(
    (column, index) =>
      column !== text &&
      !/^column \d+$/.test(column) &&
      !names.id.includes(plainName(column)) &&
      rows.length > 0 &&
      (rows.every((row) => /^[01](?:\.0)?$/.test(row[index] ?? '')) ||
        rows.every((row) => /^(?:true|false)$/i.test(row[index]?.trim() ?? '')) ||
        (rows.every((row) => /^(?:x|yes|no)?$/i.test(row[index]?.trim() ?? '')) &&
          rows.some((row) => /^(?:x|yes)$/i.test(row[index]?.trim() ?? '')))),
  );
  return found.length >= 2 || found.every((column) => isJudgement.test(plainName(column))) ? found : [];
}

/** Names that say nothing: none, numbers, letters with numbers. */
const isUnnamed = (column: string): boolean => /^(?:column \d+|[vx]\d+|\d+)$/i.test(column);

/** Without a name that tells it: the one column without a name of its own, beside the text, whose few values recur. */
function classColumn(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  text: string,
): string | undefined {
  const found = columns.filter((column, index) => {
    if (column === text || !isUnnamed(column)) return false;
    const values = new Set(rows.map((row) => row[index] ?? ''));
    if (values.size > 0 && [...values].every(isClassWord)) return true;
    if (rows.length < 4) return false;
    // What is the same everywhere tells no classes apart.
    return (
      values.size > 1 &&
      values.size * 2 <= rows.length &&
      [...values].every((value) => value !== '' && value.length <= 30)
    );
  });
  return found.length === 1 ? found[0] : undefined;
}

function longestColumn(columns: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  let best: string | undefined;
  let most = -1;
  // Names of labels and of texts are longer than some texts, and none.
  const texts = columns.filter((column) => !isLabelName(column) && !names.id.includes(plainName(column)));
  const isStructure = (index: number): boolean => {
    const cells = rows.flatMap((row) => ((row[index] ?? '').trim() === '' ? [] : [row[index] ?? '']));
    const isOne = (cell: string): boolean =>
      isQuads(cell) || (typeof cellValue(cell) === 'object' && wordsIn(cell) === undefined);
    return cells.length > 0 && cells.every(isOne);
  };
  columns.forEach((column, index) => {
    if ((texts.length > 0 && !texts.includes(column)) || isStructure(index)) return;
    const length = rows.reduce((sum, row) => sum + (row[index]?.length ?? 0), 0);
    if (length > most) {
      most = length;
      best = column;
    }
  });
  return best;
}
