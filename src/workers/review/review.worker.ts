/** Compares and counts the labels of all people of a project, beside the page. */
import { workerStore } from '../platform/worker-store.ts';
import { serve } from '../rpc/serve.ts';
import type { ReviewMethods } from './contract.ts';
import { fill } from './filling.ts';
import { readReview } from './records.ts';
import { report } from './reporting.ts';

serve<ReviewMethods>({
  read: async ({ projectId }) => {
    const store = await workerStore();
    return store.ok ? readReview(store.value, projectId) : store;
  },
  report: async (request, job) => {
    const store = await workerStore();
    return store.ok ? report(store.value, request, job) : store;
  },
  fill: async (request) => {
    const store = await workerStore();
    return store.ok ? fill(store.value, request) : store;
  },
});
