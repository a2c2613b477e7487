/** Core's `Runtime` over onnxruntime-node, the one package that the Run folder asks for. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { ortGraph, type Runtime } from '#core/train';

/** What is used of the package. */
interface Ort {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: Readonly<Record<string, unknown>>,
    ): Promise<Parameters<typeof ortGraph>[0]>;
  };
  readonly Tensor: Parameters<typeof ortGraph>[1];
}

/** Name of the package; in a variable, so that no bundler looks for it. */
const packageName = 'onnxruntime-node';

export async function nodeRuntime(threads: number): Promise<Result<Runtime, Problem<'runtime-unavailable'>>> {
  let ort: Ort;
  try {
    const loaded = (await import(packageName)) as Partial<Ort> & { readonly default?: Ort };
    // A CommonJS package: its names may stand under `default` only.
    ort =
      loaded.InferenceSession === undefined && loaded.default !== undefined
        ? loaded.default
        : (loaded as Ort);
  } catch (error) {
    return err(
      problem(
        'runtime-unavailable',
        `${packageName} is not there (${error instanceof Error ? error.message.split('\n')[0] : String(error)}). ` +
          'Run "npm install" in this folder, or use --rules-only, which does without.',
      ),
    );
  }
  const atOnce = <R>(task: () => Promise<R>): Promise<R> => task();
  return ok({
    threads,
    load: async (model) => {
      const session = await ort.InferenceSession.create(model, {
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      });
      return ortGraph(session, ort.Tensor, atOnce);
    },
  });
}
