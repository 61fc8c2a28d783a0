import themes from './themes.json' with { type: 'json' };

/** VS Code's own default themes, until 2026 and since then; `themes.json` holds what they give to the variables that the page uses. */
export const themeNames = ['light', 'dark', 'light-2026', 'dark-2026', 'hc-light', 'hc-dark'] as const;
export type ThemeName = (typeof themeNames)[number];

/** What VS Code puts on a webview's root, as far as the page reads it. */
export function themeStyle(theme: ThemeName): string {
  const variables = Object.entries({
    '--vscode-font-family': `system-ui, "Ubuntu", "Droid Sans", sans-serif`,
    '--vscode-font-size': '13px',
    '--vscode-editor-font-family': `"Droid Sans Mono", monospace`,
    ...themes[theme],
  });
  return `:root { color-scheme: ${theme.includes('dark') ? 'dark' : 'light'}; ${variables.map(([name, value]) => `${name}: ${value};`).join(' ')} }`;
}
