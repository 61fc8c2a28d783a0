import * as vscode from 'vscode';
import * as v from 'valibot';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import type { InputFailure } from '../avatar/failure.ts';
import { failed, type Result, success } from '../avatar/result.ts';

/** A command's arguments come from menus, keybindings and other extensions: each may be anything. */

const hasAgentId = v.object({ agentId: v.string() });
const uriParts = v.object({ scheme: v.pipe(v.string(), v.nonEmpty()), path: v.string() });

/** An agent named by its id, or by anything that carries one (a row of the tree); `undefined` when none was given. */
export function parseAgentArgument(argument: unknown): Result<AgentId | undefined, InputFailure> {
  if (argument === undefined || argument === null) return success(undefined);
  const carried = v.safeParse(hasAgentId, argument);
  return parseAgentId(carried.success ? carried.output.agentId : argument);
}

/** An image named by its Uri, as an object, its JSON or its text; `undefined` when none was given. */
export function parseImageArgument(argument: unknown): Result<vscode.Uri | undefined, InputFailure> {
  if (argument === undefined || argument === null) return success(undefined);
  if (argument instanceof vscode.Uri) return success(argument);
  const parts = v.safeParse(uriParts, argument);
  if (parts.success) return fromParts(parts.output);
  if (typeof argument === 'string' && URL.canParse(argument)) return success(vscode.Uri.parse(argument, true));
  return failed({ kind: 'argumentInvalid', argument: 'image' });
}

function fromParts(parts: { scheme: string; path: string }): Result<vscode.Uri, InputFailure> {
  try {
    return success(vscode.Uri.from(parts));
  } catch {
    // Uri.from throws where the parts do not make a Uri, for a scheme with a space, say.
    return failed({ kind: 'argumentInvalid', argument: 'image' });
  }
}

/** The Explorer hands over what was clicked and all that is selected; an avatar is one image. */
export function parseExplorerArguments(clicked: unknown, selected: unknown): Result<vscode.Uri | undefined, InputFailure> {
  if (Array.isArray(selected) && selected.length > 1) return failed({ kind: 'severalImages' });
  return parseImageArgument(clicked);
}
