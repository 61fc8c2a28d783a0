import { type FSWatcher, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { namesIn, unfinished } from './atomicFile.ts';

/** A burst of changes is told once, this long after it began. Milliseconds. */
const burst = 100;

/** How often the names are looked at as well, in milliseconds: events do not come from every network drive. */
const pollEvery = 800;

/**
 * Tells when the names in a folder change, whoever changes them. The folder is made when it is not there.
 *
 * @param isSeen whether anyone looks: the folder is polled only then (events cost nothing and always come)
 */
export function watchFolder(folder: string, onChange: () => void, isSeen: () => boolean): { dispose(): void } {
  let known: string | undefined;
  let watcher: FSWatcher | undefined;
  let pending: NodeJS.Timeout | undefined;
  let disposed = false;

  const compare = async () => {
    // A folder that cannot be listed has not changed as far as we can tell; who reads it says what is wrong with it.
    const names = await namesIn(folder).then(
      (found) => whole(found).sort().join('\n'),
      () => known,
    );
    const changed = known !== undefined && known !== names;
    known = names;
    if (changed && !disposed) onChange();
  };
  const compareSoon = () => {
    pending ??= setTimeout(() => {
      pending = undefined;
      void compare();
    }, burst);
  };
  const start = async () => {
    await mkdir(folder, { recursive: true });
    if (disposed) return;
    watcher = watch(folder, { persistent: false }, compareSoon);
    watcher.on('error', () => watcher?.close());
  };
  // If watching is refused (too many watches, a drive without events), the poll does the work alone.
  void start()
    .catch(() => undefined)
    .then(compare);
  const poll = setInterval(() => isSeen() && compareSoon(), pollEvery);
  poll.unref();

  return {
    dispose: () => {
      disposed = true;
      watcher?.close();
      clearTimeout(pending);
      clearInterval(poll);
    },
  };
}

/** A file that is still being written changes nothing yet. */
function whole(names: readonly string[]): string[] {
  return names.filter((name) => !name.endsWith(unfinished));
}
