import { join } from 'node:path'
import type { Settings } from '../../platform/settings.ts'

export const objectsFolder = (settings: Settings): string => join(settings.dataDir, 'objects')
