import type { Answer } from './answer.ts';
import { refuseCredentials } from './authentication.ts';
import { OPERATIONS, type Surroundings } from './operations.ts';
import { sentence } from './refusals.ts';
import type { RecordedRequest } from './types.ts';

/** The answer to a request that was read whole; an upload it accepts is stored. */
export function route(around: Surroundings, request: RecordedRequest): Answer {
  const onPath = OPERATIONS.filter(({ path }) => path.test(request.path));
  const operation = onPath.find(({ method }) => method === request.method);
  if (operation === undefined) {
    return onPath.length === 0
      ? sentence(404, 'Not Found')
      : sentence(405, 'Method Not Allowed', { allow: onPath.map(({ method }) => method).join(', ') });
  }
  const { apiKeys = [], bearerTokens = [] } = around.options;
  const refusal = operation.public === true ? undefined : refuseCredentials(request.headers, { apiKeys, bearerTokens });
  if (refusal !== undefined) {
    return refusal;
  }
  const agentId = decoded(operation.path.exec(request.path)?.[1] ?? '');
  return agentId === undefined ? sentence(404, 'Not Found') : operation.run(around, request, agentId);
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A URIError says that the escapes are wrong: such a path names nothing.
    return undefined;
  }
}
