import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { squarePng, tallPng, transparentPng, widePng } from './images.ts';

/** The agent that the sample web page names in its embed tag. */
const agentId = 'agent_3701k3ttaq12ewp8b7qv5rfyszkz';

const page = `<!doctype html>
<html lang="en">
  <head><title>Front desk</title></head>
  <body>
    <h1>How can we help?</h1>
    <threetone-convai agent-id="${agentId}"></threetone-convai>
  </body>
</html>
`;

/** Fills a folder with images of every kind that an avatar may come from, good and bad, and a small web page. */
export function makeSamples(folder: string): void {
  const square = squarePng();
  const drawn: Record<string, Buffer | string> = {
    'square.png': square,
    'wide.png': widePng(),
    'tall.png': tallPng(),
    'transparent.png': transparentPng(),
    // Cut inside the header: a download that broke off.
    'broken.png': square.subarray(0, 20),
    'empty.png': '',
    'text.png': 'This is a text, whatever its name says.\n',
    'index.html': page,
  };
  for (const [name, content] of Object.entries(drawn)) writeFileSync(join(folder, name), content);
  // Kinds that cannot be drawn here without a codec each: photo.jpg, animated.gif, logo.svg, image.webp, image.avif.
  cpSync(join(__dirname, 'files'), folder, { recursive: true });
}
