/** Does nothing, at the moment when Threetone Avatars is activated: what is left is what VS Code itself takes. */
exports.activate = () => {};
