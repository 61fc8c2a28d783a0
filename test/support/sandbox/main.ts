/** A sandbox to try things against by hand: `npm run sandbox -- --port 8787 --strict`. */
import { parseArgs } from 'node:util';
import { DEMO_AGENTS, DEMO_API_KEY, DEMO_JWT } from './demo.ts';
import { startSandbox } from './sandbox.ts';

const HELP = `npm run sandbox -- [--port <number>] [--strict]
  --port <number>  listen on this port of 127.0.0.1 (default: any free one)
  --strict         answer 404 for agents that are not listed, instead of creating them`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, strict: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const sandbox = await startSandbox({
    port: Number(values.port),
    apiKeys: [DEMO_API_KEY],
    bearerTokens: [DEMO_JWT],
    agents: DEMO_AGENTS,
    strictAgents: values.strict === true,
    log: console.log,
  });
  console.log(`Sandbox API at ${sandbox.url}

  API key       ${DEMO_API_KEY}
  Bearer token  ${DEMO_JWT}
  Both are good for this sandbox only; no other server knows them.

  Agents${values.strict === true ? '' : ' (any other is created by its first upload)'}
${DEMO_AGENTS.map(({ agent_id, name }) => `    ${agent_id}  ${name}`).join('\n')}

Ctrl+C ends it.
`);
  const end = (): void => {
    sandbox.close().catch(report);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

function report(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `${message}. Choose another port with --port, or leave it out.` : message);
  process.exitCode = 1;
}

main().catch(report);
