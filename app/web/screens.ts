import { accountScreens } from '../../features/account/account.screens.ts'
import { caseScreens } from '../../features/case/case.screens.ts'
import { caseEvidenceScreens } from '../../features/case-evidence/case-evidence.screens.ts'
import { clueScreens } from '../../features/clue/clue.screens.ts'
import { confidentialScreens } from '../../features/confidential/confidential.screens.ts'
import { criminalReferralScreens } from '../../features/criminal-referral/criminal-referral.screens.ts'
import { depositScreens } from '../../features/deposit/deposit.screens.ts'
import { deskScreens } from '../../features/desk/desk.screens.ts'
import { diagnosticScreens } from '../../features/diagnostic/diagnostic.screens.ts'
import { documentScreens } from '../../features/document/document.screens.ts'
import { emergencyScreens } from '../../features/emergency/emergency.screens.ts'
import { journalScreens } from '../../features/journal/journal.screens.ts'
import { lawScreens } from '../../features/law/law.screens.ts'
import { noticeScreens } from '../../features/notice/notice.screens.ts'
import { organisationScreens } from '../../features/organisation/organisation.screens.ts'
import { proceedingScreens } from '../../features/proceeding/proceeding.screens.ts'
import { programmeScreens } from '../../features/programme/programme.screens.ts'
import { proofPackScreens } from '../../features/proof-pack/proof-pack.screens.ts'
import { publicationScreens } from '../../features/publication/publication.screens.ts'
import { templateScreens } from '../../features/template/template.screens.ts'
import { tradeSecretScreens } from '../../features/trade-secret/trade-secret.screens.ts'
import { vaultScreens } from '../../features/vault/vault.screens.ts'
import { workforceScreens } from '../../features/workforce/workforce.screens.ts'
import type { Screens } from '../../platform/ui/screens.ts'

/** Every screen of the application. A feature adds its list here. */
export const screens: Screens = [
  ...programmeScreens,
  ...publicationScreens,
  ...depositScreens,
  ...deskScreens,
  ...proceedingScreens,
  ...clueScreens,
  ...caseScreens,
  ...criminalReferralScreens,
  ...tradeSecretScreens,
  ...workforceScreens,
  ...templateScreens,
  ...diagnosticScreens,
  ...proofPackScreens,
  ...emergencyScreens,
  ...vaultScreens,
  ...caseEvidenceScreens,
  ...confidentialScreens,
  ...documentScreens,
  ...lawScreens,
  ...organisationScreens,
  ...noticeScreens,
  ...journalScreens,
  ...accountScreens,
]
