/**
 * Markdown of a project (untrusted) as HTML: rendered by marked, then everything that is not plain text structure is
 * removed by DOMPurify. Links open in a tab of their own and carry no referrer; images are left out, because they
 * would ask another origin. Both libraries are loaded when the first text is shown.
 */
import { createResource, type JSX, Show } from 'solid-js';
import './markdown.css';

async function libraries() {
  const [{ marked }, { default: purify }] = await Promise.all([import('marked'), import('dompurify')]);
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A') return;
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  });
  return { marked, purify };
}

let loaded: ReturnType<typeof libraries> | undefined;

async function render(source: string): Promise<string> {
  loaded ??= libraries();
  const { marked, purify } = await loaded;
  const html = await marked.parse(source, { gfm: true, breaks: true });
  const clean = purify.sanitize(html, {
    // What the browser takes as markup where it asks for its origin; a string elsewhere.
    RETURN_TRUSTED_TYPE: true,
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
  return clean as unknown as string; // what `innerHTML` is typed to take
}

export function Markdown(props: { readonly source: string }): JSX.Element {
  const [html] = createResource(() => props.source, render);
  return <Show when={html.latest}>{(clean) => <div class="markdown" dir="auto" innerHTML={clean()} />}</Show>;
}
