declare module '@node-rs/jieba/dict' {
  /** The dictionary that the package ships, as its functions take it. */
  export const dict: Uint8Array
}
