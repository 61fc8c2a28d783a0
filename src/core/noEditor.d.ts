// In the core, `vscode` leads here (see tsconfig.json): this is no module, so an import of it does not compile.
