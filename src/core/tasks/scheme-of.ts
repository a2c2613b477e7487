/** Which scheme is which task's. */
import type { Task } from '#core/project';
import type { NerExample, RelationExample, TextExample } from '#core/train';
import { nerScheme } from './ner.ts';
import { relationScheme } from './relations.ts';
import type { SessionScheme } from './task.ts';
import { textScheme } from './texts.ts';

/** Some task's examples: the session hands them back to the scheme that made them and never looks inside. */
type SomeExample = NerExample & RelationExample & TextExample;

export function schemeOf(task: Task, ids: readonly string[]): SessionScheme<SomeExample> {
  // Examples only travel between the parts of one scheme, so the type of the other schemes' cannot matter.
  switch (task) {
    case 'ner':
      return nerScheme(ids) as unknown as SessionScheme<SomeExample>;
    case 're':
      return relationScheme(ids) as unknown as SessionScheme<SomeExample>;
    case 'sa':
      return textScheme(ids) as unknown as SessionScheme<SomeExample>;
    default:
      return task satisfies never;
  }
}
