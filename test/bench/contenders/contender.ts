/** One way of sending an avatar. */
export interface Contender {
  /** Sends the image and waits for the parsed answer. @throws unless it was accepted */
  upload(agentId: string): Promise<void>;
  close(): Promise<void>;
}

/** What a contender is given; nothing of its way is loaded before it is asked for. */
export interface Task {
  /** Of the server, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly image: Buffer;
  /** Absolute path of the code it is about, where there is one. */
  readonly module: string;
}

export type ContenderName = 'ours' | 'sdk' | 'rawSocket';

/** Each from a file of its own, since loading them is part of what is measured. */
export async function contenderOf(name: ContenderName, task: Task): Promise<Contender> {
  switch (name) {
    case 'ours':
      return (await import('./ours.ts')).ours(task);
    case 'sdk':
      return (await import('./sdk.ts')).sdk(task);
    case 'rawSocket':
      return (await import('./rawSocket.ts')).rawSocket(task);
  }
}
