/**
 * `npm run label -- project.leanlife < in.jsonl > out.jsonl`: labels texts as a project does, from its file; the options are those
 * of the Run folder (`--help`). For developers and tests: others export a Run folder.
 */
import { ok } from '#core/base';
import { main } from '../src/run/main.ts';
import { pipelineOfProject, readProject } from './project-pipeline.ts';

const [file = '', ...rest] = process.argv.slice(2);
process.exitCode = await main(rest, {
  load: async ({ rulesOnly }) => {
    const content = readProject(file);
    return content.ok ? ok(await pipelineOfProject(content.value.bundle, rulesOnly)) : content;
  },
  golden: async () => undefined,
});
