/** The documents of a project file as any other import yields them: into a project that already exists. */
import { ok, type Problem, type Result } from '#core/base';
import type { ProjectBundle } from '#core/project';
import { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { exportDocuments, spanOf } from './export-view.ts';
import type { ParseErrorCode, ParseOptions, Parsing, SourceFile } from './format.ts';

type Reader = (
  files: readonly SourceFile[],
) => Result<{ readonly bundle: ProjectBundle }, Problem<ParseErrorCode>>;

export function bundleDocuments(read: Reader) {
  return function* parse(files: readonly SourceFile[], options: ParseOptions): Parsing {
    const content = read(files);
    if (!content.ok) return content;
    const { bundle } = content.value;
    const documents = bundle.documents.filter((document) => document.deleted !== true);
    const batch = new Batcher(options.batchSize ?? 200);
    batch.file = files[0]?.name ?? '';
    const total = documents.length;
    const names = new Map(bundle.labels.map((label) => [label.id, label.name]));
    for (const { document, annotations, index } of exportDocuments({ ...bundle, documents }, { name: '' })) {
      const draft = new DocumentDraft(document.text, index + 1, batch, options);
      draft.meta = document.meta;
      draft.keepEmpty = true;
      draft.tokens = document.tokens;
      draft.split = document.split;
      draft.status = document.status;
      const places = new Map<string, number>();
      const explain = (at: number | undefined, of: (typeof annotations)[number]): void => {
        for (const e of of.explanations) {
          draft.explain(
            at,
            e.kind === 'nl' ? { kind: 'nl', text: e.text } : { kind: 'trigger', spans: e.spans },
          );
        }
      };
      for (const annotation of annotations) {
        const span = spanOf(annotation);
        if (annotation.target.kind === 'relation') continue;
        const by = { annotator: annotation.annotator };
        const at =
          span === undefined
            ? draft.textLabel(annotation.label, by)
            : draft.span(annotation.label, span.from, span.to, 'utf16', by);
        if (at !== undefined) places.set(annotation.id, at);
        explain(at, annotation);
      }
      for (const annotation of annotations) {
        const { target, label, annotator } = annotation;
        if (target.kind !== 'relation') continue;
        explain(
          draft.relation(label, places.get(target.head), places.get(target.tail), { annotator }),
          annotation,
        );
      }
      for (const { target, labelId, by, score } of document.predictions ?? []) {
        const name = names.get(labelId) ?? '';
        if (target.kind === 'relation') draft.suggestRelation(name, by, score, target.head, target.tail);
        else draft.suggest(name, by, score, target.kind === 'text' ? undefined : target, 'utf16');
      }
      draft.finish();
      if (batch.full) yield batch.take(index + 1, total);
    }
    yield batch.take(total, total);
    return ok(batch.summary);
  };
}
