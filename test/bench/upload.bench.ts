import type { Build } from '../support/vscode/builds.ts';
import { atMost, type Bench, type Figure } from './bench.ts';
import { curlUploads, curlVersion } from './contenders/curl.ts';
import { ensureModules, type Modules } from './contenders/modules.ts';
import { imageFile } from './contenders/images.ts';
import { alternate, overall, ratio, type Turn } from './measure/alternate.ts';
import { agentFor } from './programs/agentFor.ts';
import { Program, withServer } from './programs/programs.ts';
import { nodeVersion } from './report/machine.ts';
import { spreadText, type Table } from './report/table.ts';

const names = ['rawSocket', 'ours', 'sdk'] as const;

const labels: Readonly<Record<string, string>> = {
  rawSocket: 'raw socket (the floor)',
  curl: 'curl, one process',
  ours: 'ours, dist/network.js',
  sdk: 'the SDK',
};

interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly warmUp: number;
  readonly rounds: number;
  readonly perRound: number;
  readonly ofSdk: number;
  readonly ofFloor: number;
}

const sizes: readonly Size[] = [
  { name: '50 kB', bytes: 50_000, warmUp: 300, rounds: 21, perRound: 40, ofSdk: 0.45, ofFloor: 4 },
  { name: '2 MB', bytes: 2_000_000, warmUp: 60, rounds: 21, perRound: 10, ofSdk: 0.2, ofFloor: 3.5 },
];

/** From the client's call to the parsed answer, over a connection that is there. */
export const bench: Bench = {
  title: 'One upload over a warm connection',
  run: async ({ say, builds }) => {
    const modules = await ensureModules(say);
    const curl = curlVersion();
    const tables: Table[] = [];
    const figures: Record<string, Figure> = {};
    const notes = curl ? [] : ['There is no curl on this machine, so it was left out.'];
    for (const [size, build] of sizes.flatMap(
      (each) =>
        [
          [each, builds.stable],
          [each, builds.floor],
        ] as const,
    )) {
      const node = nodeVersion(build);
      say(`One upload of ${size.name}, Node ${node}…`);
      const measured = await measure(size, build, modules, curl !== undefined);
      const { ours, sdk, rawSocket } = measured;
      const rows = Object.entries(measured).map(([name, rounds]) => [
        labels[name] ?? name,
        spreadText(overall(rounds)),
        spreadText(ratio(rounds, rawSocket)),
        spreadText(ratio(rounds, sdk)),
      ]);
      tables.push({
        title: `${size.name}, Node ${node}, ${size.rounds} rounds of ${size.perRound}`,
        columns: ['', 'ms', '× floor', '× SDK'],
        rows,
      });
      // The floor's Node is there to see; the targets were set on the newest one's.
      if (build !== builds.stable) continue;
      const short = size.name.replace(' ', '');
      const floorOfSdk = ratio(rawSocket, sdk).median;
      if (floorOfSdk > size.ofSdk) {
        notes.push(
          `${size.name}: the raw socket, below which no client can be, took ${floorOfSdk.toFixed(2)} of the SDK’s time, so ` +
            `${size.ofSdk} of it cannot be reached on this machine.`,
        );
      }
      figures[`upload${short}OfSdk`] = atMost(size.ofSdk, ratio(ours, sdk).median, '× the SDK');
      figures[`upload${short}OfFloor`] = atMost(size.ofFloor, ratio(ours, rawSocket).median, '× the raw socket');
    }
    const versions = { ...modules.versions, ...(curl && { curl }) };
    return { tables, figures, versions, notes };
  },
};

async function measure({ bytes, warmUp, rounds, perRound }: Size, build: Build, modules: Modules, withCurl: boolean) {
  const file = imageFile(bytes);
  return withServer(build, async (origin) => {
    const programs = names.map((name) => new Program(build, 'uploads', [name, modules.paths[name], origin, file]));
    try {
      await Promise.all(programs.map((program) => program.answer()));
      for (const program of programs) await program.ask({ count: warmUp, atOnce: 1 });
      const turn =
        (index: number): Turn =>
        async () =>
          (await programs[index]!.ask({ count: perRound, atOnce: 1 })) as number[];
      const turns = { rawSocket: turn(0), ours: turn(1), sdk: turn(2) };
      // Its first upload has to connect.
      const curl: Turn = async () => (await curlUploads(origin, agentFor(bytes, 0), file, perRound + 1)).uploads.slice(1);
      return await alternate(rounds, { ...turns, ...(withCurl && { curl }) });
    } finally {
      for (const program of programs) await program.end();
    }
  });
}
