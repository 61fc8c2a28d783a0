import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, URL } from 'node:url';

/**
 * Gathers, over several builds, the packages whose code or pictures end up in a bundle, and writes their licences into
 * one file that ships with the bundles.
 */
export class Notices {
  #folders = new Set();

  /** Takes the packages of one build in, by the `node_modules` folders of what it read. */
  add({ inputs }) {
    for (const input of Object.keys(inputs)) {
      const [folder] = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/')) ?? [];
      if (folder) this.#folders.add(folder);
    }
  }

  /** Adds what a build read once it has ended; the build must make a metafile. */
  get plugin() {
    return {
      name: 'notices',
      setup: (build) => build.onEnd(({ metafile }) => metafile && this.add(metafile)),
    };
  }

  /** @throws Error when a package has no licence text: then it must not be shipped */
  async write(file) {
    const notices = await Promise.all([...this.#folders].map(noticeOf));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, [opening, ...notices.sort()].join(`\n${'─'.repeat(100)}\n\n`));
  }
}

const opening = 'Threetone Avatars carries parts of these packages. Each comes under the licence that is given with it.\n';

/** Texts of packages that leave theirs in their repository and out of what they publish. */
const own = fileURLToPath(new URL('licences', import.meta.url));

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const published = await namesIn(folder, /^(?:licen[cs]e|copying)/i);
  const files = published.length > 0 ? published : await namesIn(own, new RegExp(`^${name}\\.txt$`));
  if (files.length === 0) throw new Error(`The package ${name} is bundled but has no licence text in ${folder}.`);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return `${name} ${version} (${license})\n\n${texts.map((text) => text.replace(/^\uFEFF/, '').trim()).join('\n\n')}\n`;
}

/** Paths of a folder's files with names like that. */
async function namesIn(folder, like) {
  return (await readdir(folder))
    .filter((file) => like.test(file))
    .sort()
    .map((file) => path.join(folder, file));
}
