/**
 * What the test of other engines needs of a browser: go to an address, run a function in the page, use the pointer.
 * Firefox is driven by WebDriver BiDi, WebKit by WebDriver; the actions have the same words in both.
 */
export interface EngineDriver {
  /** As the browser calls itself. */
  readonly name: string;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a JavaScript expression in the page and awaits it; the value goes through JSON. */
  evaluate(expression: string): Promise<unknown>;
  perform(actions: readonly object[]): Promise<void>;
  quit(): Promise<void>;
}

/** A browser, or why there is none. */
export type Started = { readonly driver: EngineDriver } | { readonly missing: string };

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
