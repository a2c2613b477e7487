/** BC5CDR's sentences as instances (entities, and noun phrases that are none), with the triggers of the explained ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeastOne, distanceBetween, type Instance, type LogicalForm } from '#core/explain';
import { nounPhrases, type Span, spansOverlap } from '#core/text';
import { dataRoot, type GoldInstance } from './rules-data.ts';

export interface Triggered extends GoldInstance {
  readonly form: LogicalForm;
}

/** No label: what a rule says of it is wrong. */
export const noLabel = 'none';

interface Row {
  readonly word: string;
  readonly tag: string;
}

function blocks(file: string): Row[][] {
  return readFileSync(join(dataRoot, 'bc5cdr-triggers', file), 'utf8')
    .split(/(?:\r?\n){2,}/)
    .map((block) =>
      block.split(/\r?\n/).flatMap((line) => {
        const [word, tag] = line.split('\t');
        return word === undefined || tag === undefined ? [] : [{ word, tag: tag.trim() }];
      }),
    )
    .filter((rows) => rows.length > 0);
}

function layOut(rows: readonly Row[]): {
  text: string;
  tokens: Span[];
  entities: (Span & { label: string })[];
} {
  let text = '';
  const tokens: Span[] = [];
  const entities: { from: number; to: number; label: string }[] = [];
  for (const { word, tag } of rows) {
    if (text !== '') text += ' ';
    const span = { from: text.length, to: text.length + word.length };
    text += word;
    tokens.push(span);
    const open = entities.at(-1);
    if (tag.startsWith('B-')) entities.push({ ...span, label: tag.slice(2) });
    else if (tag.startsWith('I-') && open !== undefined) open.to = span.to;
  }
  return { text, tokens, entities };
}

/** Gold entities, and noun phrases beside them. */
export function bc5cdrInstances(file: string): GoldInstance[] {
  return blocks(file).flatMap((rows, n) => {
    const { text, tokens, entities } = layOut(rows);
    const others = nounPhrases(text, tokens).filter(
      (span) => !entities.some((one) => spansOverlap(one, span)),
    );
    return [...entities, ...others.map((span) => ({ ...span, label: noLabel }))].map(
      ({ from, to, label }) => ({
        id: `${file}:${n}:${from}`,
        instance: { text, tokens, args: { entity: { from, to } } },
        label,
      }),
    );
  });
}

/**
 * One entity a block, its trigger's words tagged `T-n`. Read as a rule: each run of words stands on its side of the entity, as
 * near as it does here, in the steps that people say (1, 2, 3, 5, 8 words).
 */
export function bc5cdrTriggers(): Triggered[] {
  return blocks('trigger_20.txt').flatMap((rows, n) => {
    const { text, tokens, entities } = layOut(rows);
    const [entity] = entities;
    if (entity === undefined || entities.length !== 1) return [];
    const instance: Instance = { text, tokens, args: { entity: { from: entity.from, to: entity.to } } };
    const runs: { tag: string; from: number; to: number; at: number }[] = [];
    rows.forEach(({ tag }, at) => {
      const token = tokens[at];
      if (token === undefined || !/^T-\d/.test(tag)) return;
      const last = runs.at(-1);
      if (last !== undefined && last.tag === tag && last.at === at - 1) {
        last.to = token.to;
        last.at = at;
      } else runs.push({ tag, from: token.from, to: token.to, at });
    });
    if (runs.length === 0) return [];
    const clauses = runs.map((run) => triggerClause(instance, entity, run));
    const [only] = clauses;
    const form: LogicalForm = clauses.length === 1 && only !== undefined ? only : { op: 'and', of: clauses };
    return [{ id: `trigger:${n}`, instance, label: entity.label, form }];
  });
}

function triggerClause(instance: Instance, entity: Span, run: Span): LogicalForm {
  const distance = distanceBetween(run, entity, 'word', instance);
  const max = [1, 2, 3, 5, 8].find((n) => n >= distance);
  return {
    op: 'occurs',
    what: { kind: 'phrase', texts: [instance.text.slice(run.from, run.to)], match: 'word' },
    where: {
      kind: 'side',
      side: run.to <= entity.from ? 'left' : 'right',
      of: { kind: 'arg', arg: 'entity' },
      ...(max === undefined ? {} : { within: { unit: 'word' as const, min: 1, max } }),
    },
    count: atLeastOne,
  };
}
