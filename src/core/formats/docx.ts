/**
 * Word documents: the text of their paragraphs, a document of ours per paragraph or per file. What a tracked change
 * deleted is not text, what it inserted is. Comments and highlights are what somebody said of the words: they have no
 * place here and are counted. Read only.
 */
import { err, problem } from '#core/base';
import { zipEntry } from './archive.ts';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, SourceFile } from './format.ts';
import { baseName, decodeText } from './source.ts';
import { xmlEvents } from './xml-events.ts';

const mainPart = 'word/document.xml';

/** The paragraphs of the main part; `batch` is told of comments and highlights. */
function* paragraphsOf(xml: string, batch: Batcher): Generator<{ text: string; done: number }, void, void> {
  let text = '';
  let inText = false;
  /** Text boxes hold paragraphs inside of paragraphs: the inner ones come first. */
  const outer: string[] = [];
  let depth = 0;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (inText) text += event.text;
    } else if (event.kind === 'broken') {
      batch.error(event.line, 'malformed-xml', 'The document is broken here; what follows was not read.');
    } else if (event.kind === 'start') {
      switch (event.name) {
        case 'w:p':
          if (depth > 0) outer.push(text);
          if (depth > 0) text = '';
          depth += 1;
          break;
        case 'w:t':
          inText = !event.empty;
          break;
        case 'w:tab':
          // Also a definition of tab stops, outside of any run: there is no text before it then.
          if (text !== '') text += '\t';
          break;
        case 'w:br':
        case 'w:cr':
          text += '\n';
          break;
        case 'w:noBreakHyphen':
          text += '\u2011';
          break;
        case 'w:commentReference':
          batch.unread('comment (Word)');
          break;
        case 'w:highlight':
          batch.unread('highlight (Word)');
          break;
      }
    } else if (event.name === 'w:t') inText = false;
    else if (event.name === 'w:p' && depth > 0) {
      depth -= 1;
      yield { text, done: event.next / xml.length };
      text = depth > 0 ? (outer.pop() ?? '') : '';
    }
  }
}

export const docx: Format = {
  id: 'docx',
  name: 'Word document (.docx)',
  extensions: ['.docx'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  // By its parts: `planImport` asks for them.
  detect: () => 0,
  parse: function* (files, options) {
    const parts: SourceFile[] = [];
    for (const file of files) {
      const bytes = zipEntry(file.bytes, mainPart);
      if (bytes === undefined) {
        return err(problem('damaged', 'The document has no text that can be read.', { file: file.name }));
      }
      parts.push({ name: file.name, bytes });
    }
    return yield* parseFiles(parts, options, function* (_, batch) {
      const part = parts.find((one) => one.name === batch.file);
      const xml = part === undefined ? '' : decodeText(part.bytes).text;
      const rest = options.split === undefined ? {} : { split: options.split };
      const lines: string[] = [];
      let number = 0;
      for (const { text, done } of paragraphsOf(xml, batch)) {
        number += 1;
        if (options.documentPer === 'file') lines.push(text);
        else if (text.trim() !== '')
          batch.document({ text, meta: {}, annotations: [], line: number, ...rest });
        yield done;
      }
      if (options.documentPer === 'file') {
        const draft = new DocumentDraft(lines.join('\n'), 1, batch, options);
        draft.meta = { id: baseName(batch.file) };
        draft.finish();
      }
      return undefined;
    });
  },
};
