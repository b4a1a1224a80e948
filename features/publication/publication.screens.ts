import type { Screens } from '../../platform/ui/screens.ts'

export const publicationScreens: Screens = []
