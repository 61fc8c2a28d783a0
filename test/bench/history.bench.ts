import { join } from 'node:path';
import { root } from '../support/root.ts';
import { atMost, type Bench } from './bench.ts';
import { benchFirstRows, benchMentions, benchOneMoreUpdate } from './measure/history.ts';
import { numberText } from './report/table.ts';

/** These run from the sources, since no bundle holds them alone: how they grow is what is asked. */
export const bench: Bench = {
  title: 'History, tree and workspace search as they grow',
  run: async ({ say }) => {
    say('The history as it grows…');
    const measured = await inTurn([10, 1_000, 10_000], (kept) => benchOneMoreUpdate(kept));
    say('The tree as it grows…');
    const trees = await inTurn([10, 200, 2_000], benchFirstRows);
    say('The search of a small and a large tree of files…');
    const folders = ['node_modules/undici', 'node_modules'];
    const searches = await inTurn(folders, (folder) => benchMentions(join(root, folder)));
    const [fewUpdates, , manyUpdates] = measured.map(({ addMs }) => addMs);
    const [, someAgents, manyAgents] = trees.map(({ firstMs }) => firstMs);
    const [smallTree, largeTree] = searches.map(({ scanMs, megabytes }) => scanMs / megabytes);
    return {
      tables: [
        {
          title: 'One more entry',
          columns: ['entries kept', 'to add one, ms', 'to tidy all, ms'],
          rows: measured.map(({ kept, addMs, tidyMs }) => [String(kept), numberText(addMs), numberText(tidyMs)]),
        },
        {
          title: 'The first rows of the tree',
          columns: ['agents', 'in a new window, ms', 'again, ms'],
          rows: trees.map(({ agents, firstMs, againMs }) => [String(agents), numberText(firstMs), numberText(againMs)]),
        },
        {
          title: 'Agents named in the files of a folder (the editor’s own search for the files aside)',
          columns: ['', 'files', 'MB', 'found', 'ms', 'ms/MB'],
          rows: searches.map(({ files, megabytes, found, scanMs }, index) => [
            folders[index]!,
            String(files),
            numberText(megabytes),
            String(found),
            numberText(scanMs),
            numberText(scanMs / megabytes),
          ]),
        },
      ],
      figures: {
        // Flat: a file of its own for each entry. Twice as long leaves room for the disk's noise.
        historyAddGrowth: atMost(2, manyUpdates! / fewUpdates!, '× at 10,000 what it is at 10'),
        // Linear: ten times the agents. Half again leaves room for the disk's noise.
        treeRowsGrowth: atMost(15, manyAgents! / someAgents!, '× at 2,000 what it is at 200'),
        searchGrowth: atMost(2, largeTree! / smallTree!, '× a MB of a large tree'),
      },
    };
  },
};

async function inTurn<Given, Got>(values: readonly Given[], task: (value: Given) => Promise<Got>): Promise<Got[]> {
  const results: Got[] = [];
  for (const value of values) results.push(await task(value));
  return results;
}
