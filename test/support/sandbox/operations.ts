import type { components } from '../../contract/types.d.ts';
import type { AgentBook } from './agentBook.ts';
import { answer, type Answer } from './answer.ts';
import { listAgents } from './listAgents.ts';
import { coded, invalid, sentence } from './refusals.ts';
import type { RecordedRequest, SandboxOptions } from './types.ts';

type Schemas = components['schemas'];

/** What an operation works with. */
export interface Surroundings {
  readonly book: AgentBook;
  readonly options: SandboxOptions;
  readonly url: string;
}

export interface Operation {
  readonly method: 'GET' | 'POST';
  /** Its one group, if any, is the agent id, percent-encoded. */
  readonly path: RegExp;
  /** True when anyone may call it. */
  readonly public?: boolean;
  readonly run: (around: Surroundings, request: RecordedRequest, agentId: string) => Answer;
}

export const OPERATIONS: readonly Operation[] = [
  { method: 'POST', path: /^\/v1\/convai\/agents\/([^/]+)\/avatar$/, run: setAvatar },
  { method: 'GET', path: /^\/v1\/convai\/agents$/, run: offerAgents },
  { method: 'GET', path: /^\/v1\/convai\/agents\/([^/]+)\/widget$/, run: showWidget },
  { method: 'GET', path: /^\/avatars\/([^/]+)\.[a-z]+$/, public: true, run: serveAvatar },
];

function setAvatar({ book, options, url }: Surroundings, request: RecordedRequest, agentId: string): Answer {
  if (options.strictAgents === true && !book.has(agentId)) {
    return unknownAgent(agentId);
  }
  if (request.malformed !== undefined) {
    return sentence(400, `There was an error parsing the body: ${request.malformed}`);
  }
  const file = request.parts.find(({ name }) => name === 'avatar_file');
  const refusal = refuseParts(request);
  if (file === undefined || refusal !== undefined) {
    return refusal ?? missingFile();
  }
  const before = book.avatarOf(agentId);
  const stored = book.setAvatar(agentId, file, url);
  options.onStored?.(agentId, stored, before);
  request.stored = true;
  const told = { stable: { avatar_url: stored.url }, null: { avatar_url: null }, absent: {} };
  const body: Schemas['PostAgentAvatarResponseModel'] = { agent_id: agentId, ...told[options.avatarUrl ?? 'stable'] };
  return answer(200, body);
}

function missingFile(): Answer {
  return invalid({ type: 'missing', loc: ['body', 'avatar_file'], msg: 'Field required', input: null });
}

/** The contract's body has exactly one part, a file; more than it would let a client's mistake pass unseen. */
function refuseParts({ parts }: RecordedRequest): Answer | undefined {
  const wrong = parts.flatMap(({ name, fileName, bytes }, index): Schemas['ValidationError'][] => {
    const loc = ['body', name];
    if (name !== 'avatar_file') {
      return [{ type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted' }];
    }
    if (parts.findIndex((other) => other.name === name) !== index) {
      return [{ type: 'value_error', loc: [...loc, index], msg: 'Value error, expected one file, received several' }];
    }
    if (fileName === undefined || fileName === '') {
      return [
        {
          type: 'value_error',
          loc,
          msg: "Value error, Expected UploadFile, received: <class 'str'>",
          input: bytes.subarray(0, 100).toString('latin1'),
          ctx: {},
        },
      ];
    }
    return bytes.length === 0 ? [{ type: 'value_error', loc, msg: 'Value error, the file is empty' }] : [];
  });
  return wrong.length === 0 ? undefined : invalid(...wrong);
}

function offerAgents({ book, options }: Surroundings, request: RecordedRequest): Answer {
  return refuseUnoffered(options.agentList) ?? listAgents(book.agents, request.query);
}

function showWidget({ book, options }: Surroundings, _request: RecordedRequest, agentId: string): Answer {
  const refusal = refuseUnoffered(options.widget);
  if (refusal !== undefined) {
    return refusal;
  }
  if (!book.has(agentId)) {
    return unknownAgent(agentId);
  }
  const avatar = book.widgetAvatarOf(agentId);
  return answer(200, { agent_id: agentId, widget_config: { avatar } } satisfies Schemas['GetAgentEmbedResponseModel']);
}

function serveAvatar({ book }: Surroundings, _request: RecordedRequest, agentId: string): Answer {
  const stored = book.avatarOf(agentId);
  return stored === undefined
    ? sentence(404, 'Not Found')
    : answer(200, stored.bytes, {
        'content-type': stored.contentType,
        'cache-control': 'public, max-age=3600',
        'x-content-type-options': 'nosniff',
        // An SVG opened by itself is a page of this origin: let it run nothing.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
}

function refuseUnoffered(offered: true | 403 | 404 = true): Answer | undefined {
  const refusals = {
    403: () => coded(403, 'missing_permissions', 'The API key is missing the permission convai_read.'),
    404: () => sentence(404, 'Not Found'),
  };
  return offered === true ? undefined : refusals[offered]();
}

function unknownAgent(agentId: string): Answer {
  return coded(404, 'agent_not_found', `Agent with id ${agentId} not found.`);
}
