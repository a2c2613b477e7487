/**
 * From tag sequences to entities, with the rules of conlleval: a chunk ends and another begins wherever the pair of
 * neighbouring tags says so, in IOB1, BIO (IOB2), IOE and IOBES/BILOU alike, so that any sequence has a reading.
 */
import type { NamedSpan } from './metrics.ts';

interface Tag {
  /** `B`, `I`, `E`, `S` or `O`. */
  readonly kind: string;
  readonly label: string;
}

function parse(tag: string): Tag {
  const dash = tag.indexOf('-');
  const prefix = dash < 0 ? tag : tag.slice(0, dash);
  const label = dash < 0 ? '' : tag.slice(dash + 1);
  if (prefix === 'O' || prefix === '') return { kind: 'O', label: '' };
  // BILOU's last and unit are IOBES' end and single.
  return { kind: prefix === 'L' ? 'E' : prefix === 'U' ? 'S' : prefix, label };
}

/** The entities of one sentence, in token indices. */
export function entitiesOfTags(tags: readonly string[]): NamedSpan[] {
  const out: NamedSpan[] = [];
  let before: Tag = { kind: 'O', label: '' };
  let from = 0;
  for (let i = 0; i <= tags.length; i++) {
    const tag = parse(tags[i] ?? 'O');
    if (endsBetween(before, tag)) out.push({ from, to: i, label: before.label });
    if (beginsBetween(before, tag)) from = i;
    before = tag;
  }
  return out;
}

function endsBetween(before: Tag, tag: Tag): boolean {
  if (before.kind === 'O') return false;
  if (before.kind === 'E' || before.kind === 'S') return true;
  return tag.kind === 'B' || tag.kind === 'S' || tag.kind === 'O' || tag.label !== before.label;
}

function beginsBetween(before: Tag, tag: Tag): boolean {
  if (tag.kind === 'O') return false;
  if (tag.kind === 'B' || tag.kind === 'S') return true;
  return before.kind === 'O' || before.kind === 'E' || before.kind === 'S' || tag.label !== before.label;
}
