import type { Store } from '#store';

/** What may be changed of a project; settings are merged key by key. */
export type ProjectChange = Parameters<Store['projects']['update']>[1];
