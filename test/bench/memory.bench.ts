import { atMost, type Bench } from './bench.ts';
import type { ContenderName } from './contenders/contender.ts';
import { ensureModules } from './contenders/modules.ts';
import { imageFile } from './contenders/images.ts';
import { alternate, overall, type Turn } from './measure/alternate.ts';
import type { Growth } from './programs/memory.ts';
import { runProgram, withServer } from './programs/programs.ts';
import { spreadText } from './report/table.ts';

const bytes = 50_000_000;
const rounds = 7;

const labels = { ours: 'ours, dist/network.js', sdk: 'the SDK' };

/** What one large upload takes beyond the image itself, which is in memory before. */
export const bench: Bench = {
  title: 'Memory while sending 50 MB',
  run: async ({ say, builds: { stable } }) => {
    const modules = await ensureModules(say);
    const file = imageFile(bytes);
    say('Memory while sending 50 MB…');
    const external: Record<string, number[]> = { ours: [], sdk: [] };
    const measured = await withServer(stable, async (origin) => {
      const turn =
        (name: Exclude<ContenderName, 'rawSocket'>): Turn =>
        async () => {
          const growth = (await runProgram(stable, 'memory', [name, modules.paths[name], origin, file], ['--expose-gc'])) as Growth;
          external[name]?.push(growth.external / bytes);
          return [growth.resident / bytes];
        };
      return alternate(rounds, { ours: turn('ours'), sdk: turn('sdk') });
    });
    const rows = Object.entries(measured).map(([name, growths]) => [
      labels[name as keyof typeof labels],
      spreadText(overall(growths)),
      spreadText(overall([external[name]!])),
    ]);
    return {
      tables: [{ title: `${rounds} fresh processes each`, columns: ['', 'resident memory, × the file', 'buffers, × the file'], rows }],
      figures: { memoryGrowth50MB: atMost(1.5, overall(measured.ours).median, '× the file') },
      versions: modules.versions,
    };
  },
};
