import { caseJobs } from '../features/case/case.jobs.ts'
import { clueJobs } from '../features/clue/clue.jobs.ts'
import { tipJobs } from '../features/clue/tip.jobs.ts'
import { criminalReferralJobs } from '../features/criminal-referral/criminal-referral.jobs.ts'
import { depositJobs } from '../features/deposit/deposit.jobs.ts'
import { proceedingJobs } from '../features/proceeding/proceeding.jobs.ts'
import { programmeJobs } from '../features/programme/programme.jobs.ts'
import { indexOrganisationJob, indexProgrammeJob } from '../features/publication/search.service.ts'
import type { House } from '../platform/http/mount.ts'
import { type Job, type Recurring, startWorker } from '../platform/jobs.ts'
import { logJobs } from '../platform/log/log.jobs.ts'
import { sendMail } from '../platform/mail.ts'
import { mailDigest, mailNotice } from '../platform/notices.ts'

/** Every job of the house. A feature adds its own here. */
export const jobs: readonly Job[] = [
  sendMail,
  mailNotice,
  mailDigest,
  ...programmeJobs,
  ...depositJobs,
  ...proceedingJobs,
  ...caseJobs,
  ...clueJobs,
  ...tipJobs,
  ...criminalReferralJobs,
  ...logJobs,
  indexProgrammeJob,
  indexOrganisationJob,
]

/** Half past eight and a quarter to eight in the morning in Asia/Shanghai. */
const recurring: readonly Recurring[] = [
  { job: mailDigest.name, at: '30 0 * * *' },
  { job: 'programme:remind', at: '45 23 * * *' },
  { job: 'deposit:remind', at: '50 23 * * *' },
  { job: 'case:end-publications', at: '15 16 * * *' },
  { job: 'log:complete-timestamps', at: '10 19 * * *' },
  // Every hour: periods in hours end at any of them.
  { job: 'proceeding:clocks', at: '5 * * * *' },
  { job: 'clue:keep-time', at: '20 * * * *' },
  { job: 'tip:keep-channels', at: '25 * * * *' },
]

export const startHouseWorker = (house: House, ownerUrl: string) =>
  startWorker({ ownerUrl, database: house.database, world: house.world, jobs, recurring })
