/** What stands between files and a reader in tests: the whole way from bytes to documents, in a short form. */
import {
  openSources,
  type ParsedDocument,
  type ParseOptions,
  parsePlan,
  planImport,
  type SourceFile,
} from '#core/formats';
import type { Task } from '#core/project';
import { file } from './helpers.ts';

export function read(
  name: string,
  content: unknown,
  task: Task = 'ner',
  more: Omit<Partial<ParseOptions>, 'task'> = {},
) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readFiles([file(name, text)], task, more);
}

export function readFiles(
  files: readonly SourceFile[],
  task: Task,
  more: Omit<Partial<ParseOptions>, 'task'> = {},
) {
  const sources = openSources(files);
  if (!sources.ok) throw new Error(sources.error.message);
  const plan = planImport(sources.value);
  const documents: ParsedDocument[] = [];
  const issues: string[] = [];
  const parsing = parsePlan(plan, { task, ...more });
  let step = parsing.next();
  while (!step.done) {
    documents.push(...step.value.documents);
    issues.push(...step.value.issues.map(({ code, params }) => `${code} ${params?.['field'] ?? ''}`.trim()));
    step = parsing.next();
  }
  const labels = documents.flatMap((doc) =>
    doc.annotations.map(({ label, target }) => {
      if (target.kind === 'relation') return `${label}:${target.head}>${target.tail}`;
      return target.kind === 'text' ? label : `${label}:${doc.text.slice(target.from, target.to)}`;
    }),
  );
  return {
    format: plan.parts.map((part) => part.format.id).join(),
    texts: documents.map((doc) => doc.text),
    ids: documents.map((doc) => doc.meta['id']),
    suggestions: documents.flatMap((doc) => doc.suggestions ?? []),
    documents,
    labels,
    issues,
    counts: step.value.ok ? [step.value.value.seen, step.value.value.leftOut] : [],
  };
}
