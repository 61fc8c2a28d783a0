import { type Credential } from '../avatar/credential.ts';
import { type ApiFailure } from '../avatar/failure.ts';
import { failed, type Result } from '../avatar/result.ts';
import { parseAcceptedAnswer } from './acceptedAnswer.ts';
import { type AcceptedAvatar, type ApiClient, type ApiLog, type CallOptions, type Server, type Upload } from './apiClient.ts';
import { connectionFailure } from './connectionFailure.ts';
import { avatarBody } from './multipart.ts';
import { refusalOf } from './refusal.ts';
import { Transport } from './transport.ts';

/** @param userAgent names this product and its version to the server */
export function createApiClient(userAgent: string, log: ApiLog): ApiClient {
  const transport = new Transport();
  return {
    setAvatar: (server, upload, options) => setAvatar(transport, userAgent, log, server, upload, options),
    dispose: () => transport.dispose(),
  };
}

async function setAvatar(
  transport: Transport,
  userAgent: string,
  log: ApiLog,
  { baseUrl, credential }: Server,
  { agentId, image }: Upload,
  { signal }: CallOptions,
): Promise<Result<AcceptedAvatar, ApiFailure>> {
  const path = `/v1/convai/agents/${encodeURIComponent(agentId)}/avatar`;
  const url = baseUrl.href + path;
  const started = performance.now();
  const note = (line: string) => `POST ${baseUrl.origin}${path} → ${line} in ${Math.round(performance.now() - started)} ms`;
  try {
    const headers = { accept: 'application/json', 'user-agent': userAgent, ...credentialHeader(credential) };
    const answer = await transport.send({ method: 'POST', url, headers, body: avatarBody(image), signal });
    log.info(note(String(answer.status)));
    const json = parseJson(answer.body);
    return answer.status === 200 ? parseAcceptedAnswer(json, agentId) : failed(refusalOf(answer, json, agentId, url));
  } catch (error) {
    const failure = connectionFailure(error, baseUrl.host, signal);
    log.warn(note('code' in failure ? `${failure.kind} (${failure.code})` : failure.kind));
    return failed(failure);
  }
}

/** The one place where a secret becomes a header; the contract takes one of the two, never both. */
function credentialHeader({ scheme, secret }: Credential): Record<string, string> {
  return scheme === 'apiKey' ? { 'x-api-key': secret } : { authorization: `Bearer ${secret}` };
}

/** @returns `undefined` when the body is not JSON (which JSON itself cannot say) */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
