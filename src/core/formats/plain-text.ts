/**
 * Plain text: a document per line or per file. A document per file keeps its text exactly, line breaks
 * included. Per line, lines of white space only are not documents, and are no issues either.
 */
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format } from './format.ts';
import { baseName, extensionOf, linesOf } from './source.ts';

/** Lines of a program are no texts, whatever it prints. */
const isProgram = (name: string): boolean =>
  /\.(?:py|js|mjs|ts|java|c|cc|cpp|h|rs|go|rb|pl|sh|r|jl|scala|ipynb)$/i.test(name);

export const plainText: Format = {
  id: 'text',
  name: 'Plain text',
  extensions: ['.txt', '.text', '.md'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  // Anything can be plain text: this only wins where no format recognises more.
  detect: (sample) => {
    if (sample.head.includes('\0') || isProgram(sample.name)) return 0;
    return ['.txt', '.text', '.md', ''].includes(extensionOf(sample.name)) ? 0.2 : 0.05;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const rest = options.split === undefined ? {} : { split: options.split };
      const label = options.folderLabels?.get(batch.file);
      const isOfFolder = options.folderLabels?.has(batch.file) === true;
      if (isOfFolder && options.documentPer !== 'line') {
        const draft = new DocumentDraft(text, 1, batch, options);
        // The same names lie in several folders.
        draft.meta = { id: batch.file.slice(0, batch.file.length - extensionOf(batch.file).length) };
        if (label !== undefined) draft.textLabel(label);
        draft.finish();
        return undefined;
      }
      if (options.documentPer === 'file') {
        const name = baseName(batch.file);
        batch.document({ text, meta: { id: name }, annotations: [], line: 1, ...rest });
        return undefined;
      }
      for (const line of linesOf(text)) {
        if (line.text.trim() !== '' && label !== undefined) {
          const draft = new DocumentDraft(line.text, line.number, batch, options);
          draft.textLabel(label);
          draft.finish();
        } else if (line.text.trim() !== '') {
          batch.document({ text: line.text, meta: {}, annotations: [], line: line.number, ...rest });
        }
        yield line.next / text.length;
      }
      return undefined;
    }),
};
