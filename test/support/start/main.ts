/** `npm start`: the packaged extension in a real VS Code, against the sandbox API. */
import { parseArgs } from 'node:util';
import { runDemo } from './demo.ts';
import { openDesktop } from './desktop.ts';
import { openInBrowser } from './browser.ts';

const help = `npm start [-- --demo | --desktop]
             opens a VS Code in the browser: one address is printed
  --desktop  opens the installed desktop VS Code (\`code\`) instead
  --demo     does the main job by itself, without a screen, and leaves pictures of it in out/demo`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { demo: { type: 'boolean' }, desktop: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) console.log(help);
  else if (values.demo) await runDemo(console.log);
  else if (values.desktop) await openDesktop(console.log);
  else await openInBrowser(console.log);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
