import * as vscode from 'vscode';
import * as v from 'valibot';
import { type AgentId, parseAgentId } from '../../core/model/agentId.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import { type GivenImage, isGivenImage } from '../editor/givenImage.ts';
import { parseUri, uriOf } from '../editor/uri.ts';

/** A command's arguments come from menus, keybindings and other extensions: each may be anything. */

const hasAgentId = v.object({ agentId: v.string() });
const part = v.optional(v.string(), '');
const uriParts = v.object({
  scheme: v.pipe(v.string(), v.nonEmpty()),
  authority: part,
  path: v.string(),
  query: part,
  fragment: part,
});

/** A row of the tree, which VS Code hands to a command of the view's title too. The `image` it may have is one that was sent. */
const row = v.object({ origin: v.string(), agentId: v.string() });
const inOneArgument = v.object({ agentId: v.optional(v.unknown()), image: v.unknown() });

/**
 * An agent and an image, one after the other, or as `{ agentId, image }`, since a keybinding can give one argument only.
 * Either may be missing.
 */
export function parseAgentAndImage(first: unknown, second: unknown): AgentAndImage {
  const both = v.safeParse(inOneArgument, first);
  if (!both.success || v.is(row, first)) return { agent: parseAgentArgument(first), image: parseImageArgument(second) };
  const { agentId, image } = both.output;
  return { agent: parseAgentArgument(agentId), image: parseImageArgument(image ?? second) };
}

export interface AgentAndImage {
  readonly agent: Result<AgentId | undefined, InputFailure>;
  readonly image: Result<vscode.Uri | undefined, InputFailure>;
}

/** An agent named by its id, or by anything that carries one (a row of the tree); `undefined` when none was given. */
export function parseAgentArgument(argument: unknown): Result<AgentId | undefined, InputFailure> {
  if (argument === undefined || argument === null) return success(undefined);
  const carried = v.safeParse(hasAgentId, argument);
  return parseAgentId(carried.success ? carried.output.agentId : argument);
}

/** An image named by its Uri, as an object, its JSON or its text; `undefined` when none was given. */
export function parseImageArgument(argument: unknown): Result<vscode.Uri | undefined, InputFailure> {
  if (argument === undefined || argument === null) return success(undefined);
  const uri = imageUri(argument);
  return uri ? success(uri) : failed({ kind: 'argumentInvalid', argument: 'image' });
}

function imageUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument === 'string') return parseUri(argument);
  const parts = v.safeParse(uriParts, argument);
  return parts.success ? uriOf(parts.output) : undefined;
}

/**
 * The Explorer hands over what was clicked and all that is selected; an avatar is one image. A drop beside the tree's rows
 * hands over the image alone.
 */
export function parseExplorerArguments(clicked: unknown, selected: unknown): Result<GivenImage | undefined, InputFailure> {
  if (Array.isArray(selected) && selected.length > 1) return failed({ kind: 'severalImages' });
  return isGivenImage(clicked) ? success(clicked) : parseImageArgument(clicked);
}
