/**
 * A second door to the core, in plain Node: `secondDoor FOLDER BASE_URL AGENT_ID COMMAND [FILE]`, with the key in the
 * environment. Sets an avatar, undoes or restores one, lists agents and the history. Prints a line of JSON for all that
 * happens; ends a running upload when a line comes in.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createApiClient } from '../../../src/core/api/client.ts';
import { failed, type Result, success } from '../../../src/core/base/result.ts';
import { History } from '../../../src/core/history/history.ts';
import { inspectImage } from '../../../src/core/image/inspect.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { parseAgentId } from '../../../src/core/model/agentId.ts';
import { AgentNames } from '../../../src/core/model/agentNames.ts';
import { parseBaseUrl } from '../../../src/core/model/baseUrl.ts';
import type { Failure } from '../../../src/core/model/failure.ts';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import { UploadStates } from '../../../src/core/model/uploadStates.ts';
import { AgentDirectory } from '../../../src/core/services/agentDirectory.ts';
import { AvatarUploader, type ChosenAvatar } from '../../../src/core/services/avatarUploader.ts';
import { Credentials } from '../../../src/core/services/credentials.ts';
import { CurrentAvatars } from '../../../src/core/services/currentAvatars.ts';
import { KeptAvatars } from '../../../src/core/services/keptAvatars.ts';
import { VisibilityChecker } from '../../../src/core/services/visibilityChecker.ts';
import { MemorySecrets, MemoryState } from '../../support/services/memoryStores.ts';

const limitBytes = 10_000_000;
const say = (line: unknown) => void process.stdout.write(`${JSON.stringify(line)}\n`);
const log = { info: () => undefined, warn: () => undefined, error: (error: unknown) => say({ error: String(error) }) };

const credentials = new Credentials(new MemorySecrets(), process.env, new MemoryState());
const api = createApiClient('second-door/1', log);
const client = () => Promise.resolve(api);
const [names, states] = [new AgentNames(), new UploadStates()];

async function main([folder = '', address = '', id = '', command = '', file = '']: readonly string[]): Promise<Result<unknown, Failure>> {
  const [baseUrl, agentId] = [parseBaseUrl(address), parseAgentId(id)];
  if (!baseUrl.ok) return baseUrl;
  if (!agentId.ok) return agentId;
  const account: Account = { baseUrl: baseUrl.value, scheme: 'apiKey' };
  const agent = { origin: baseUrl.value.origin, agentId: agentId.value };
  const history = new History(folder, (why) => say({ quarantined: why }));
  const kept = new KeptAvatars(history);
  const stop = new AbortController();
  process.stdin.once('data', () => stop.abort());

  const set = async (chosen: ChosenAvatar, instead?: HistoryEntry) => {
    const uploader = new AvatarUploader({
      credentials,
      client,
      history,
      names,
      states,
      log,
      onUnkept: (error) => say({ unkept: String(error) }),
    });
    const pending = await uploader.begin(chosen, { instead });
    const server = await uploader.authorize(success(account), pending, () => Promise.resolve(undefined));
    if (!server.ok) return server;
    const options = { signal: stop.signal, onTry: () => say('trying'), onWaiting: (waiting: object) => say({ waiting }) };
    return uploader.upload(server.value, pending, options);
  };

  const newest = await history.newestOf(agent);
  switch (command) {
    case 'set': {
      const image = await inspectImage(await readFile(file), basename(file), limitBytes);
      return image.ok ? set({ ...agent, image: image.value }) : image;
    }
    case 'undo': {
      const before = newest ? await kept.readToUndo(newest) : failed({ kind: 'noEntries' } as const);
      return before.ok ? set(before.value, newest) : before;
    }
    case 'look':
      return success((await new CurrentAvatars(credentials, client, history).current(account, agent, stop.signal))?.kind);
    case 'live': {
      const checker = new VisibilityChecker(client, log);
      if (!newest) return failed({ kind: 'noEntries' });
      const seen = new Promise((resolve) => checker.onDidChange((entry) => checker.of(entry) !== 'checking' && resolve(checker.of(entry))));
      checker.check(newest);
      return success(await seen);
    }
    case 'agents':
      return success((await new AgentDirectory(credentials, client, names, log).list(account, {}, stop.signal))?.agents);
    default:
      return success((await history.ofAgent(agent)).map(({ image }) => image.fileName));
  }
}

void main(process.argv.slice(2)).then(async (result) => {
  say(result.ok ? { done: result.value ?? null } : { failed: result.failure });
  await api.dispose();
  process.stdin.destroy();
});
