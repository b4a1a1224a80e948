import { defineWords } from '../../core/words.ts'

export const shellWords = defineWords({
  work: ['我的工作', 'My work'],
  secrets: ['商业秘密', 'Trade secrets'],
  enforcement: ['执法办案', 'Enforcement'],
  programme: ['方案', 'Programme'],
  publication: ['发布', 'Publications'],
  people: ['单位与账户', 'Organisations and account'],
  actingFor: ['办事单位', 'Acting for'],
  noOrganisation: [
    '您还没有加入任何单位。请打开邀请邮件中的链接，或联系本单位管理员。',
    'You belong to no organisation yet. Open the link in your invitation, or ask your administrator.',
  ],
  notices: ['消息', 'Notices'],
  unread: ['{count} 条未读', '{count} unread'],
  account: ['我的账户', 'My account'],
  signOut: ['退出', 'Sign out'],
  menu: ['菜单', 'Menu'],
  language: ['English', '中文'],
  largerText: ['放大文字', 'Larger text'],
  contrast: ['高对比度', 'High contrast'],
  publicSite: ['公开网站', 'Public site'],
  demo: ['演示环境：单位、人员、数据均为虚构。', 'Demonstration: organisations, people and data are fictitious.'],
  forbiddenTitle: ['这一页不对您现在的角色开放', 'This page is not open to your present role'],
  forbiddenText: [
    '如需办理，请切换单位，或请管理员调整角色。',
    'Switch the organisation you act for, or ask your administrator for the role.',
  ],
})
