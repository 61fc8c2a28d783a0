import { atLeast, type Bench } from './bench.ts';
import { ensureModules } from './contenders/modules.ts';
import { imageFile } from './contenders/images.ts';
import { alternate, overall, ratio, type Turn } from './measure/alternate.ts';
import { Program, withServer } from './programs/programs.ts';
import { spreadText } from './report/table.ts';

const bytes = 50_000;
const count = 1_000;
const atOnce = 8;
const rounds = 9;

const labels = { rawSocket: 'raw sockets (the floor)', ours: 'ours, dist/network.js', sdk: 'the SDK' };

/** Many uploads by one client, with the limits lifted that the product keeps to. */
export const bench: Bench = {
  title: '1,000 uploads of 50 kB, 8 at once',
  run: async ({ say, builds: { stable } }) => {
    const modules = await ensureModules(say);
    const file = imageFile(bytes);
    say('1,000 uploads, 8 at once…');
    const measured = await withServer(stable, async (origin) => {
      const names = ['rawSocket', 'ours', 'sdk'] as const;
      const programs = names.map((name) => new Program(stable, 'uploads', [name, modules.paths[name], origin, file]));
      try {
        await Promise.all(programs.map((program) => program.answer()));
        for (const program of programs) await program.ask({ count: 200, atOnce });
        // Uploads a second.
        const turn =
          (index: number): Turn =>
          async () => {
            const [milliseconds] = (await programs[index]!.ask({ count, atOnce })) as [number];
            return [(count / milliseconds) * 1000];
          };
        return await alternate(rounds, { rawSocket: turn(0), ours: turn(1), sdk: turn(2) });
      } finally {
        for (const program of programs) await program.end();
      }
    });
    const rows = Object.entries(measured).map(([name, rates]) => [
      labels[name as keyof typeof labels],
      spreadText(overall(rates)),
      spreadText(ratio(rates, measured.sdk)),
      spreadText(ratio(rates, measured.rawSocket)),
    ]);
    return {
      tables: [{ title: `${rounds} rounds`, columns: ['', 'uploads/s', '× SDK', '× floor'], rows }],
      figures: { rate8AtOnceOfSdk: atLeast(3, ratio(measured.ours, measured.sdk).median, '× the SDK') },
      versions: modules.versions,
    };
  },
};
