import { spawn, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Version of the curl on this machine; `undefined` when there is none. */
export function curlVersion(): string | undefined {
  const { status, stdout } = spawnSync('curl', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /^curl (\S+)/.exec(stdout)?.[1] : undefined;
}

/**
 * Uploads a file several times, one after another, by one curl process over one connection.
 *
 * @returns milliseconds of each upload by curl's own clock, the first with connecting; and of the whole process
 * @throws unless each was accepted
 */
export async function curlUploads(origin: string, agentId: string, file: string, count: number): Promise<CurlTimes> {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const one = [
    `url = ${quoted(`${origin}/v1/convai/agents/${agentId}/avatar`)}`,
    'header = "x-api-key: bench"',
    // Else curl asks before it sends a large body, and waits for the answer.
    'header = "expect:"',
    `form = ${quoted(`avatar_file=@${file};type=image/png`)}`,
    `output = ${quoted(devNull)}`,
    'write-out = "%{http_code} %{time_total}\\n"',
    'noproxy = "*"',
  ].join('\n');
  const config = Array.from({ length: count }, () => one).join('\nnext\n');
  const started = performance.now();
  const child = spawn('curl', ['--disable', '--silent', '--show-error', '--config', '-'], { stdio: 'pipe' });
  let [said, complaint] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.stdin.end(config);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const whole = performance.now() - started;
  const answers = said
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  if (code !== 0 || answers.length !== count || answers.some(([status]) => status !== '200')) {
    throw new Error(`curl did not upload (exit code ${String(code)}): ${complaint}${said}`);
  }
  return { uploads: answers.map(([, seconds]) => Number(seconds) * 1000), whole };
}

export interface CurlTimes {
  readonly uploads: readonly number[];
  readonly whole: number;
}
