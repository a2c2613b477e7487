/**
 * Vite plugin: has the browser refuse every piece of HTML and every script address that did not come from one of our
 * policies (Trusted Types), in the built pages. There are three: Solid's templates, which are in our code; DOMPurify's
 * output; and addresses of this origin, for workers (src/ui/app/trusted-types.ts).
 */
import type { Plugin } from 'vite';

const directives = "require-trusted-types-for 'script'; trusted-types solid-templates dompurify default";

/** The one place where Solid makes elements of a string: the string is a literal of a component. */
const assignment = /\bt\.innerHTML = html;/g;

const policy = `
const trustedTemplates = globalThis.trustedTypes?.createPolicy('solid-templates', { createHTML: (html) => html });
`;

export function trustedTypes(): Plugin {
  return {
    name: 'trusted-types',
    apply: 'build',
    transform(code, id) {
      if (!/\/solid-js\/web\/dist\/web\.js$/.test(id.replaceAll('\\', '/'))) return undefined;
      if (code.match(assignment)?.length !== 1) this.error(`${id}: templates are not made where they were`);
      const trusted = 't.innerHTML = trustedTemplates?.createHTML(html) ?? html;';
      return { code: `${code.replace(assignment, trusted)}${policy}`, map: null };
    },
    transformIndexHtml: (html) => {
      const found = /(http-equiv="Content-Security-Policy"\s+content="[^"]*)"/;
      if (!found.test(html)) throw new Error('a page without a Content-Security-Policy');
      return html.replace(found, `$1; ${directives}"`);
    },
  };
}
