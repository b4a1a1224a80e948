/** Our fonts as files of npm packages, regular and bold, in the order in which they are tried: the second has characters of names, such as 𠮷, that the first lacks. */
export const ownFonts = [
  {
    family: 'Noto Serif SC',
    files: [
      '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
      '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
    ],
  },
  {
    family: 'Noto Serif JP',
    files: [
      '@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf',
      '@expo-google-fonts/noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf',
    ],
  },
] as const
export const ownFamilies = ownFonts.map(({ family }) => family)
