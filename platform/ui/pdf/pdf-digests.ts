/** One file that the typesetter needs, and what SHA-256 makes of it: what was served in its place is not used. */
export type PartDigest = { readonly file: string; readonly sizeBytes: number; readonly sha256: string }

/** The compiler of the package's pinned version: it is a program, and no page's integrity covers what is not a script. */
export const compilerDigest: PartDigest = {
  file: '@myriaddreamin/typst-ts-web-compiler/wasm',
  sizeBytes: 28_325_178,
  sha256: '1fc968438a672366dfec39c96c842c26ed29caff4eb1bcaab19a6c60867de5fd',
}

/** In the order of `ownFonts`: regular and bold of each family. */
export const fontDigests = [
  [
    {
      file: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
      sizeBytes: 14_807_636,
      sha256: 'c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742',
    },
    {
      file: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
      sizeBytes: 14_806_580,
      sha256: '9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6',
    },
  ],
  [
    {
      file: '@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf',
      sizeBytes: 7_682_584,
      sha256: '5a04846a0e23acefae825f2f459205036a166f5a63462019ce3492d07bd20e92',
    },
    {
      file: '@expo-google-fonts/noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf',
      sizeBytes: 7_677_168,
      sha256: '370341f60a5a33dff0dd66e9fb04ddb7523846d4800e4e2cd8fba0bf715d44ea',
    },
  ],
] as const satisfies readonly (readonly [PartDigest, PartDigest])[]
