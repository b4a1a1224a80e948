import { periodRefusals } from '../../core/period-rule.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { withTrust } from '../../platform/one-file-page/build-one-file-page.ts'
import { proceedingRefusals } from '../proceeding/proceeding.words.ts'
import { referralActContract, referralContract, reverseActContract } from './criminal-referral.contract.ts'
import { referralActService, referralService } from './criminal-referral.service.ts'
import { referralRefusals } from './criminal-referral.words.ts'
import { reverseActService } from './reverse-transfer.service.ts'
import { verifyPage } from './verify-page/build-verify-page.ts'

const words = { ...periodRefusals, ...proceedingRefusals, ...referralRefusals }

export function criminalReferralRoutes(house: House) {
  mount(house, 'criminal-referral', referralContract, referralService, words)
  mount(house, 'referral-act', referralActContract, referralActService, words)
  mount(house, 'reverse-transfer', reverseActContract, reverseActService, words)
  verifierRoute(house)
}

/** The verifier as the authority itself offers it: whoever got a packet need not believe the page that came with it. */
function verifierRoute({ server, world }: House) {
  server.get('/verify/referral', async (_request, reply) => {
    const page = await verifyPage()
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page.policy)
      .header('cache-control', 'no-cache')
      .send(withTrust(page, await world.log.trust()))
  })
}
