import assert from 'node:assert/strict';
import { ActFiles } from '../../../src/core/history/actFiles.ts';
import { recordName } from '../../../src/core/history/entryRecord.ts';
import { agent, inFolder, sampleUpdate } from '../../support/history/sampleUpdate.ts';

describe('the pulse of an act', () => {
  it('is a time that every file system knows, and another one at each beat, also where times are kept to two seconds', () =>
    inFolder(async (folder) => {
      const files = new ActFiles(folder);
      const intent = sampleUpdate(agent('1'), Buffer.from('image'));
      await files.write(intent);
      const pulses: number[] = [];
      for (let beat = 1; beat <= 3; beat++) {
        await files.beat(recordName(intent), beat);
        pulses.push((await files.pulseOf(recordName(intent))) ?? assert.fail('The act is gone.'));
      }
      // FAT and exFAT begin with 1980: what is earlier becomes that, or is refused.
      assert.ok(pulses.every((pulse) => pulse > Date.UTC(1980)));
      assert.equal(new Set(pulses.map((pulse) => Math.floor(pulse / 2_000))).size, 3);
    }));
});
