import { buildOneFilePage, type OneFilePage } from '../../../platform/one-file-page/build-one-file-page.ts'

export { ReachesOut, refuseWaysOut, withTrust } from '../../../platform/one-file-page/build-one-file-page.ts'

export type VerifyTool = OneFilePage

/** Built once for a running house. @throws ReachesOut */
export const buildVerifyTool = (): Promise<VerifyTool> => buildOneFilePage(import.meta.dirname, 'verify-tool')
