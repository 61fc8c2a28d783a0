import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { defaultEmbedTag, embedTag } from '../../../src/core/model/embedTag.ts';
import { root } from '../../support/root.ts';

describe('embedTag', () => {
  const agentId = 'agent_1' as AgentId;

  it('puts the ID into the tag that the setting gives, wherever it is wanted', () =>
    assert.equal(embedTag('<x-agent id="{agentId}" data-id=\'{agentId}\'/>', agentId), `<x-agent id="agent_1" data-id='agent_1'/>`));

  it('escapes the ID, which comes from outside, for an attribute', () =>
    assert.equal(embedTag('<x id="{agentId}">', `a"><'&$1` as AgentId), '<x id="a&#34;&#62;&#60;&#39;&#38;$1">'));

  it('leaves a tag without the ID as it is', () => assert.equal(embedTag('<x></x>', agentId), '<x></x>'));

  it('has the default that the settings show', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> } };
    };
    assert.equal(contributes.configuration.properties['threetoneAvatars.embedTag']?.default, defaultEmbedTag);
  });
});
