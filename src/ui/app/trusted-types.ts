/**
 * Which script addresses this page may start: those of its own origin. The built page makes the browser ask for every
 * worker and service worker (`require-trusted-types-for`); a browser that knows no Trusted Types does not ask.
 */
interface PolicyFactory {
  createPolicy(
    name: 'default',
    rules: { readonly createScriptURL: (address: string) => string | undefined },
  ): unknown;
}

// Not in the library's types of the DOM yet.
const factory = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createScriptURL: (address) =>
    new URL(address, window.location.href).origin === window.location.origin ? address : undefined,
});
