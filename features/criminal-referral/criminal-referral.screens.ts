import type { Screens } from '../../platform/ui/screens.ts'

export const criminalReferralScreens: Screens = [
  {
    path: '/received',
    title: ['移送给本单位的案件', 'Referred to your body'],
    permission: 'referral.answer',
    load: () => import('./received.page.tsx'),
    nav: { group: 'enforcement', order: 1 },
  },
  {
    path: '/referrals/$id',
    title: ['涉嫌犯罪案件移送', 'Criminal referral'],
    permission: 'proceeding.read',
    load: () => import('./referral.page.tsx'),
  },
  {
    path: '/referrals/$id/packet',
    title: ['准备移送包', 'Prepare the packet'],
    permission: 'case.handle',
    load: () => import('./packet.page.tsx'),
  },
  {
    path: '/reverse-transfers/$id',
    title: ['反向移送', 'Reverse transfer'],
    permission: 'proceeding.read',
    load: () => import('./reverse-transfer.page.tsx'),
  },
]
