import type { Settings } from './server.ts';

/** User settings that keep the editor from talking about itself, so that a test or an image shows our part only. */
export const quietSettings: Settings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'entry.showReleaseNotes': false,
  // With workspace trust on, a new folder opens in Restricted Mode without a question.
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'window.autoDetectColorScheme': false,
  // One click opens for good, and nothing moves while a test looks.
  'workbench.editor.enablePreview': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
};
