/**
 * Markdown of a project (untrusted) as HTML: rendered by marked, then everything that is not plain text structure is
 * removed by DOMPurify. Links open in a tab of their own and carry no referrer; images are left out, because they
 * would ask another origin. Both libraries are loaded when the first text is shown.
 */
import { createResource, type JSX, Show } from 'solid-js';
import './markdown.css';

async function render(source: string): Promise<string> {
  const [{ marked }, { default: purify }] = await Promise.all([import('marked'), import('dompurify')]);
  const html = await marked.parse(source, { gfm: true, breaks: true });
  const clean = purify.sanitize(html, {
    ALLOWED_TAGS: [
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'p',
      'br',
      'hr',
      'ul',
      'ol',
      'li',
      'strong',
      'em',
      'del',
      'code',
      'pre',
      'blockquote',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'a',
    ],
    ALLOWED_ATTR: ['href', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#)/i,
  });
  return clean.replaceAll('<a ', '<a target="_blank" rel="noopener noreferrer" ');
}

export function Markdown(props: { readonly source: string }): JSX.Element {
  const [html] = createResource(() => props.source, render);
  return <Show when={html.latest}>{(clean) => <div class="markdown" dir="auto" innerHTML={clean()} />}</Show>;
}
