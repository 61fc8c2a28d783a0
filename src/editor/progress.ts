import * as vscode from 'vscode';

/**
 * Runs a task under a notification with Cancel; the task's signal is aborted when the person presses it. `say` puts a
 * line below the title; an empty one takes it away.
 */
export function withCancellableProgress<T>(
  title: string,
  task: (signal: AbortSignal, say: (line: string) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      return await task(controller.signal, (message) => progress.report({ message }));
    } finally {
      subscription.dispose();
    }
  });
}
