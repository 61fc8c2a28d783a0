/** An icon's markup, as text. */
declare module '*.svg' {
  const markup: string;
  export default markup;
}

/** A script of ours, bundled by itself, as text: what a worker is started from. */
declare module 'bundled:*' {
  const code: string;
  export default code;
}
