import * as vscode from 'vscode';
import { type BaseUrl, defaultBaseUrl, parseBaseUrl } from '../avatar/baseUrl.ts';
import { type Scheme, schemes } from '../avatar/credential.ts';
import { type InputFailure } from '../avatar/failure.ts';
import { type Result } from '../avatar/result.ts';
import { settingIds, type SettingId, settingsSection } from '../ids.ts';

const bytesInMB = 1_000_000;
const defaultMaxImageSizeMB = 10;

/** Where requests go, as the person's own settings say it. */
export function readBaseUrl(): Result<BaseUrl, InputFailure> {
  return parseBaseUrl(ownValue(settingIds.baseUrl) ?? defaultBaseUrl);
}

export function readScheme(): Scheme {
  const value = ownValue(settingIds.authentication);
  return schemes.find((scheme) => scheme === value) ?? 'apiKey';
}

/** The most bytes an image may have to be sent. */
export function readImageLimit(): number {
  const megabytes = ownValue(settingIds.maxImageSizeMB);
  const valid = typeof megabytes === 'number' && megabytes > 0;
  return Math.floor((valid ? megabytes : defaultMaxImageSizeMB) * bytesInMB);
}

/** Whether a chosen avatar is looked at in the panel before it is sent. */
export function readReviewBeforeUpload(): boolean {
  return ownValue(settingIds.reviewBeforeUpload) !== false;
}

/** Calls the listener when a setting that decides where requests go, or as whom, has changed. */
export function onDidChangeServer(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    const concerned = [settingIds.baseUrl, settingIds.authentication];
    if (concerned.some((setting) => change.affectsConfiguration(setting))) listener();
  });
}

/**
 * A setting's value in the person's own settings. A workspace's value is never looked at: a repository must not be able
 * to choose the server a key goes to. (The settings' `application` scope says the same to VS Code.)
 */
function ownValue(setting: SettingId): unknown {
  const key = setting.slice(settingsSection.length + 1);
  return vscode.workspace.getConfiguration(settingsSection).inspect(key)?.globalValue;
}
