import { defineWords } from '../../core/words.ts'

export const accountRefusals = defineWords({
  'sign-in-wrong': ['邮箱或密码不正确。', 'The address or the password is wrong.'],
  'sign-in-wait': [
    '尝试次数过多，请等 {seconds} 秒后再试，或改用通行密钥、邮件链接。',
    'Too many tries. Wait {seconds} seconds, or use a passkey or a link by mail.',
  ],
  'code-wrong': ['口令不正确或已使用，请等下一个口令再试。', 'The code is wrong or was used. Wait for the next one.'],
  'link-invalid': [
    '链接不正确、已使用或已过期，请重新申请。',
    'This link is wrong, used or out of date. Ask for a new one.',
  ],
  'weak-password': ['密码不符合要求：{reason}。', 'The password will not do: {reasonEn}.'],
  'password-wrong': ['现在的密码不正确。', 'The present password is wrong.'],
  'passkey-refused': [
    '通行密钥没有通过验证，请重试或改用其他方式。',
    'The passkey was not accepted. Try again or use another way.',
  ],
  'last-way-in': ['这是您唯一的登录方式，请先设置密码。', 'This is your only way in. Set a password first.'],
  'totp-active': ['动态口令已经启用。', 'One-time codes are in use already.'],
  'set-up-closed': ['首次设置已经完成，此页不再开放。', 'Set-up was completed; this page is closed for good.'],
  'demo-only': ['只有演示环境可以这样登录。', 'Only a demonstration instance allows this.'],
})

export const accountNotices = defineWords({
  'account.new-device': [
    '您的账户在新设备上登录：{device}。如非本人，请立即修改密码。',
    'Your account was used on a new device: {device}. If this was not you, change your password now.',
  ],
  'account.credential-changed': [
    '您的登录方式有变更：{what}。如非本人，请立即联系管理员。',
    'Your sign-in changed: {what}. If this was not you, tell your administrator now.',
  ],
})
