import { buildOneFilePage, type OneFilePage } from '../../../platform/one-file-page/build-one-file-page.ts'

/** Built when it is first asked for, then kept. @throws ReachesOut when the page could reach the network */
export function verifyPage(): Promise<OneFilePage> {
  built ??= buildOneFilePage(import.meta.dirname, 'verify-page')
  return built
}
let built: Promise<OneFilePage> | null = null
