import { join } from 'node:path'
import type { FastifyServerOptions } from 'fastify'
import { lawFrom } from '../core/law.ts'
import { accountRoutes } from '../features/account/account.routes.ts'
import { accountNotices } from '../features/account/account.words.ts'
import { attachmentRoutes } from '../features/attachment/attachment.routes.ts'
import { caseRoutes } from '../features/case/case.routes.ts'
import { caseKinds } from '../features/case/case.service.ts'
import { caseEvidenceRoutes } from '../features/case-evidence/case-evidence.routes.ts'
import { checklistRoutes } from '../features/checklist/checklist.routes.ts'
import { clueRoutes } from '../features/clue/clue.routes.ts'
import { clueNotices } from '../features/clue/clue.words.ts'
import { clueKind } from '../features/clue/clue-kind.service.ts'
import { tipPages } from '../features/clue/tip-page.routes.ts'
import { confidentialRoutes } from '../features/confidential/confidential.routes.ts'
import { criminalReferralRoutes } from '../features/criminal-referral/criminal-referral.routes.ts'
import { referralKind } from '../features/criminal-referral/criminal-referral.service.ts'
import { referralNotices } from '../features/criminal-referral/criminal-referral.words.ts'
import { reverseKind } from '../features/criminal-referral/reverse-transfer.service.ts'
import { depositRoutes } from '../features/deposit/deposit.routes.ts'
import { depositNotices } from '../features/deposit/deposit.words.ts'
import { deskRoutes } from '../features/desk/desk.routes.ts'
import { diagnosticRoutes } from '../features/diagnostic/diagnostic.routes.ts'
import { documentRoutes } from '../features/document/document.routes.ts'
import { journalRoutes } from '../features/journal/journal.routes.ts'
import { lawRoutes } from '../features/law/law.routes.ts'
import { noticeRoutes } from '../features/notice/notice.routes.ts'
import { organisationRoutes } from '../features/organisation/organisation.routes.ts'
import { organisationNotices } from '../features/organisation/organisation.words.ts'
import { proceedingRoutes } from '../features/proceeding/proceeding.routes.ts'
import { proceedingNotices } from '../features/proceeding/proceeding.words.ts'
import { factsOfMatter } from '../features/proceeding/proceeding-facts.service.ts'
import { programmeRoutes } from '../features/programme/programme.routes.ts'
import { programmeNotices } from '../features/programme/programme.words.ts'
import { taskDuty } from '../features/programme/programme-task.service.ts'
import { publicationRoutes } from '../features/publication/publication.routes.ts'
import { publicationNotices } from '../features/publication/publication.words.ts'
import { servedScriptRoutes } from '../features/served-script/served-script.routes.ts'
import { siteRoutes } from '../features/site/site.routes.ts'
import { templateRoutes } from '../features/template/template.routes.ts'
import { tradeSecretRoutes } from '../features/trade-secret/trade-secret.routes.ts'
import { vaultRoutes } from '../features/vault/vault.routes.ts'
import { vaultNotices } from '../features/vault/vault.words.ts'
import { workforceRoutes } from '../features/workforce/workforce.routes.ts'
import { openDatabase } from '../platform/database/database.ts'
import type { Duty } from '../platform/duties.ts'
import type { House } from '../platform/http/mount.ts'
import { openApiDocument } from '../platform/http/openapi.ts'
import { createServer } from '../platform/http/server.ts'
import { watchRoutes } from '../platform/http/watch.ts'
import { instanceKey } from '../platform/identity/instance-key.ts'
import { readCalendar, readLaw } from '../platform/law.ts'
import { openHouseLog } from '../platform/log/house-log.ts'
import type { MatterKind } from '../platform/matter-kind.ts'
import { folderStore } from '../platform/objects.ts'
import type { Settings } from '../platform/settings.ts'
import type { Web } from '../platform/ui/build-web.ts'
import { version } from '../platform/version.ts'
import { webRoutes } from './web-routes.ts'

export type HouseOptions = {
  readonly settings: Settings
  /** A role that row security binds. */
  readonly databaseUrl: string
  readonly demo?: boolean
  readonly logger?: FastifyServerOptions['logger']
  readonly clock?: () => Temporal.Instant
  readonly perMinute?: number
  /** The built web; without it (most tests) pages name their files as they stand in the sources. */
  readonly web?: Web
}

/** Everything that answers HTTP, opened but not yet listening. The features are listed once, here. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { settings } = options
  const clock = options.clock ?? Temporal.Now.instant
  const database = openDatabase(options.databaseUrl)
  const server = await createServer({
    trustProxy: settings.trustProxy,
    secure: settings.publicUrl.startsWith('https:'),
    logger: options.logger ?? false,
    perMinute: options.perMinute ?? 600,
  })
  const house: House = {
    server,
    database,
    world: {
      settings,
      calendar: await readCalendar(),
      law: lawFrom(await readLaw()),
      objects: folderStore(join(settings.dataDir, 'objects')),
      log: await openHouseLog({ settings, databaseUrl: options.databaseUrl, database, clock }),
      clock,
      demo: options.demo ?? false,
      duties,
      matterKinds: new Map(matterKinds.map((kind) => [kind.machine.kind, kind])),
      web: options.web ?? null,
      noticeWords: {
        ...accountNotices,
        ...organisationNotices,
        ...programmeNotices,
        ...publicationNotices,
        ...depositNotices,
        ...clueNotices,
        ...referralNotices,
        ...proceedingNotices,
        ...vaultNotices,
      },
      instanceKey: instanceKey(settings.dataDir),
    },
    doors: [],
  }
  watchRoutes(house)
  for (const open of features) await open(house)
  if (options.web) await webRoutes(server, options.web)
  server.get('/api/openapi.json', async () => openApiDocument(house.doors, version, settings.publicUrl))
  server.addHook('onClose', async () => {
    await house.world.log.close()
    await house.database.destroy()
  })
  return house
}

const features: readonly ((house: House) => void | Promise<void>)[] = [
  accountRoutes,
  organisationRoutes,
  noticeRoutes,
  attachmentRoutes,
  journalRoutes,
  lawRoutes,
  programmeRoutes,
  publicationRoutes,
  depositRoutes,
  documentRoutes(factsOfMatter),
  proceedingRoutes,
  caseRoutes,
  caseEvidenceRoutes,
  confidentialRoutes,
  clueRoutes,
  tipPages,
  criminalReferralRoutes,
  vaultRoutes,
  tradeSecretRoutes,
  templateRoutes,
  diagnosticRoutes,
  checklistRoutes,
  workforceRoutes,
  deskRoutes,
  servedScriptRoutes,
  siteRoutes,
]

const duties: readonly Duty[] = [taskDuty]

/** The procedures of the law that matters run through. */
const matterKinds: readonly MatterKind[] = [clueKind, ...caseKinds, referralKind, reverseKind]
