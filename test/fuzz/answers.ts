import assert from 'node:assert/strict';
import { parseAcceptedAnswer, parseAgentPage, parseWidgetAvatar } from '../../src/core/api/responses.ts';
import { parseJson } from '../../src/core/base/json.ts';
import { failureOfAnswer } from '../../src/core/api/errorMapping.ts';
import { parseRetryAfter } from '../../src/core/api/retryPolicy.ts';
import type { ApiFailure } from '../../src/core/model/failure.ts';
import { parsePublicUrl } from '../../src/core/model/publicUrl.ts';
import { agentCalled } from '../support/api/calls.ts';

const agentId = agentCalled('agent_1');
const url = new URL('https://api.threetone.in/v1/convai/agents/agent_1/avatar');
const statuses = [100, 201, 301, 307, 400, 401, 404, 409, 413, 422, 429, 500, 503];

const bodies: readonly unknown[] = [
  { agent_id: agentId, avatar_url: 'https://cdn.threetone.in/agent_1.png' },
  { agent_id: agentId, avatar_url: null },
  { agent_id: 'agent_2' },
  { detail: 'Not Found' },
  { detail: { status: 'invalid_api_key', message: 'Invalid API key' } },
  { detail: { type: 'x', code: 'rate_limit_exceeded', message: 'Slow down', request_id: 'r', param: 'avatar_file' } },
  { detail: [{ loc: ['body', 'avatar_file', 0], msg: 'Field required', type: 'missing', input: null, ctx: {} }] },
  { agents: [{ agent_id: agentId, name: 'Maya' }], next_cursor: 'c', has_more: true },
  { agent_id: agentId, widget_config: { avatar: { type: 'orb', color_1: '#2792dc', color_2: '#9ce6e6' } } },
  { agent_id: agentId, widget_config: { avatar: { type: 'image', url: 'https://cdn.threetone.in/a.png' } } },
];
const html = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

export const answers = [Buffer.from(html), ...bodies.map((body) => Buffer.from(JSON.stringify(body)))] as [Buffer, ...Buffer[]];

/** Reads bytes as each kind of answer and looks at what may be shown of them. */
export function readAnswer(body: Buffer): boolean {
  const json = parseJson(body);
  const accepted = parseAcceptedAnswer(json, { agentId, origin: url.origin }, () => undefined);
  if (accepted.ok) {
    assert.equal(accepted.value.agentId, agentId);
    const { avatarUrl } = accepted.value;
    if (avatarUrl !== undefined) assert.equal(parsePublicUrl(avatarUrl), avatarUrl);
  }
  const text = body.toString('latin1');
  for (const status of statuses) {
    const headers = { location: text, 'retry-after': text, 'x-request-id': text };
    const failure = failureOfAnswer({ status, headers, body }, json, { url, scheme: 'apiKey', agentId }, 0);
    for (const words of wordsOf(failure)) assertShowable(words);
  }
  const wait = parseRetryAfter(text, 0);
  assert.ok(wait === undefined || wait >= 0);
  const page = parseAgentPage(json);
  if (page.ok) page.value.agents.forEach(({ name }) => assertShowable(name));
  const widget = parseWidgetAvatar(json, url.origin);
  if (widget.ok && widget.value.type === 'image') assert.equal(parsePublicUrl(widget.value.url), widget.value.url);
  return accepted.ok || page.ok || widget.ok;
}

function wordsOf(failure: ApiFailure): string[] {
  const said = 'said' in failure ? [failure.said.message ?? '', failure.said.requestId ?? ''] : [];
  const fields = failure.kind === 'fieldsRefused' ? failure.fields.flatMap(({ field, message }) => [field, message]) : [];
  const origin = failure.kind === 'redirected' ? [failure.toOrigin ?? ''] : [];
  return [...said, ...fields, ...origin];
}

function assertShowable(text: string): void {
  assert.ok(text.length <= 500, `${text.length} characters`);
  assert.ok(!/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/u.test(text), JSON.stringify(text));
  assert.ok(!/\]\((?:https?|command|file):/i.test(text), JSON.stringify(text));
}
