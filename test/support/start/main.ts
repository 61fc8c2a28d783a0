/** `npm start`: the packaged extension in a real VS Code, against the sandbox API. */
import { parseArgs } from 'node:util';
import { runDemo } from './demo.ts';
import { openDesktop } from './desktop.ts';
import { openInBrowser } from './browser.ts';

const help = `npm start [-- [--desktop] [--no-key] | --demo]
             opens a VS Code in the browser: one address is printed
  --no-key   leaves the sandbox's API key to be entered when the extension asks for it
  --desktop  opens the installed desktop VS Code (\`code\`) instead
  --demo     does the main job by itself, without a screen, and leaves images of it in out/demo`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean' },
      desktop: { type: 'boolean' },
      'no-key': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const withKey = values['no-key'] !== true;
  if (values.help) console.log(help);
  else if (values.demo && !withKey) throw new Error('The demo needs the key: leave --no-key out.');
  else if (values.demo) await runDemo(console.log);
  else if (values.desktop) await openDesktop(withKey, console.log);
  else await openInBrowser(withKey, console.log);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
