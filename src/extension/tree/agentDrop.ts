import * as vscode from 'vscode';
import { showFailure } from '../editor/failureNotice.ts';
import type { GivenImage } from '../editor/givenImage.ts';
import { commandIds } from '../ids.ts';
import { readDrop } from './droppedImage.ts';
import type { AgentRow } from './rowList.ts';

/** An image dropped on an agent of the tree becomes its avatar, by the same way as everywhere; beside a row, it asks. */
export class AgentDrop {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  async handleDrop(target: AgentRow | undefined, data: vscode.DataTransfer): Promise<void> {
    const dropped = await readDrop(data);
    if (!dropped) return;
    if (!dropped.ok) {
      await showFailure(dropped.failure);
      return;
    }
    // VS Code waits for a drop to be handled and shows that it waits; an upload has its own progress.
    void this.#setAvatar(target, dropped.value).catch((error: unknown) =>
      this.log.error('What was dropped could not be set as an avatar.', error),
    );
  }

  async #setAvatar(target: AgentRow | undefined, image: GivenImage): Promise<void> {
    if (target) await vscode.commands.executeCommand(commandIds.setAvatarForAgent, target, image);
    else await vscode.commands.executeCommand(commandIds.setAvatarFromExplorer, image);
  }
}
