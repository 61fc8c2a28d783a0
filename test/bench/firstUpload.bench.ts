import { atMost, type Bench, type Figure } from './bench.ts';
import type { ContenderName } from './contenders/contender.ts';
import { curlUploads, curlVersion } from './contenders/curl.ts';
import { ensureModules } from './contenders/modules.ts';
import { imageFile } from './contenders/images.ts';
import { alternate, overall, ratio, type Rounds, type Turn } from './measure/alternate.ts';
import { agentFor } from './programs/agentFor.ts';
import { runProgram, withServer } from './programs/programs.ts';
import { spreadText } from './report/table.ts';

const bytes = 50_000;
const rounds = 21;

/** From the moment when the network code is asked for to the parsed answer, in a process that was just started. */
export const bench: Bench = {
  title: 'First upload of a fresh process, its code loaded, 50 kB',
  run: async ({ say, builds: { stable } }) => {
    const modules = await ensureModules(say);
    const file = imageFile(bytes);
    const curlThere = curlVersion();
    say('First uploads of fresh processes…');
    const measured = await withServer(stable, async (origin) => {
      const fresh =
        (name: ContenderName): Turn =>
        async () => [(await runProgram(stable, 'firstUpload', [name, modules.paths[name], origin, file])) as number];
      const curl: Turn = async () => [(await curlUploads(origin, agentFor(bytes, 0), file, 1)).whole];
      const turns = { ours: fresh('ours'), sdk: fresh('sdk') };
      // Files and the server are read and warm before anything counts.
      for (const turn of Object.values(turns)) await turn();
      return alternate(rounds, { ...turns, ...(curlThere && { curl }) });
    });
    const { ours, sdk, curl } = measured;
    const row = (label: string, each: Rounds) => [
      label,
      spreadText(overall(each)),
      spreadText(ratio(each, sdk)),
      curl ? spreadText(ratio(each, curl)) : '',
    ];
    const figures: Record<string, Figure> = { firstUploadOfSdk: atMost(0.12, ratio(ours, sdk).median, '× the SDK') };
    if (curl) figures['firstUploadOfCurl'] = atMost(5, ratio(ours, curl).median, '× curl’s process');
    return {
      tables: [
        {
          title: `${rounds} fresh processes each`,
          columns: ['', 'ms', '× SDK', '× curl'],
          rows: [row('ours, dist/network.js', ours), row('the SDK', sdk), ...(curl ? [row('curl, its whole process', curl)] : [])],
        },
      ],
      figures,
      versions: { ...modules.versions, ...(curlThere && { curl: curlThere }) },
      notes: curl ? [] : ['There is no curl on this machine, so it was left out.'],
    };
  },
};
