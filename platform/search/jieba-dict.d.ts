declare module '@node-rs/jieba/dict.js' {
  /** The dictionary that the package ships, as its functions take it. */
  export const dict: Uint8Array
}
