import { type AgentId } from '../avatar/agentId.ts';
import { type BaseUrl } from '../avatar/baseUrl.ts';
import { type Credential } from '../avatar/credential.ts';
import { type ApiFailure } from '../avatar/failure.ts';
import { type AvatarImage } from '../avatar/image.ts';
import { type Result } from '../avatar/result.ts';

/** The API as the rest of the product sees it: no undici, no form-data, so that naming it loads neither. */
export interface ApiClient {
  /** Sends one avatar; answers with what the server accepted, or why it did not. Never throws, never logs a secret. */
  setAvatar(server: Server, upload: Upload, options: CallOptions): Promise<Result<AcceptedAvatar, ApiFailure>>;
  /** Closes every socket; calls under way end as cancelled. */
  dispose(): Promise<void>;
}

/** Where a request goes, and the one credential that goes with it. The two belong together: never mix them. */
export interface Server {
  readonly baseUrl: BaseUrl;
  readonly credential: Credential;
}

export interface Upload {
  readonly agentId: AgentId;
  readonly image: AvatarImage;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

export interface AcceptedAvatar {
  readonly agentId: AgentId;
  /** Where the public sees the avatar; absent when the server gave `null` or nothing. */
  readonly avatarUrl?: string;
}

/** What the client writes to the log: one line a call, with no secret, no body. VS Code's LogOutputChannel fits. */
export interface ApiLog {
  info(line: string): void;
  warn(line: string): void;
}
