import { defineWords } from '../../core/words.ts'

export const vaultRefusals = defineWords({
  'key-exists': [
    '您已有密钥，无需再次生成。如已遗失，请选择“更换密钥”。',
    'You have a key already. If it is lost, replace it.',
  ],
  'no-key': ['您还没有设置本人密钥，请先设置。', 'You have no key yet. Set one first.'],
  'last-lock': ['这是唯一的解锁方式，不能取消。请先增加另一种。', 'This is the only way to unlock. Add another first.'],
  'vault-exists': [
    '本单位已建立密室。请由现有保管人把密钥交给您。',
    'The vault exists already. Ask a keeper to give you its key.',
  ],
  'wrong-holder': [
    '接收人的密钥已变更，或者不是本单位保管人。请刷新后重试。',
    'The receiver’s key has changed, or they are no keeper of this organisation. Reload and try again.',
  ],
  'not-a-holder': [
    '密室密钥还没有交给您。请由一位保管人在“密钥与恢复”中添加您。',
    'The key of the vault has not been given to you. A keeper can add you under “Keys and recovery”.',
  ],
  'wrong-generation': [
    '密室密钥刚刚更换过，请刷新后重试。',
    'The key of the vault has just been changed. Reload and try again.',
  ],
  'last-holder': [
    '这是最后一位保管人，不能收回，否则密室无人可开。',
    'This is the last keeper; nobody could open the vault.',
  ],
  'holder-missing': [
    '更换密钥时遗漏了现有保管人，请刷新后重试。',
    'A present keeper was left out of the change. Reload and try again.',
  ],
  'no-printed-key': ['没有打印过恢复密钥。', 'No recovery key was printed.'],
  'threshold-too-high': ['所需人数不能多于保管份额的人数。', 'More people are needed than hold a share.'],
  'no-shares': ['还没有设定多人恢复。', 'Recovery by several people was not set up.'],
  'recovery-running': ['您已发起一次恢复，请先结束它。', 'You asked for a recovery already. End it first.'],
  'recovery-over': ['这次恢复已经结束。', 'This recovery is over.'],
  'no-share': ['您没有保管这一组恢复份额。', 'You hold no share of this set.'],
  'too-few-shares': [
    '已收到 {given} 份，需要 {threshold} 份。请等待其他人交出。',
    '{given} shares were given; {threshold} are needed. Wait for the others.',
  ],
  'not-yours': ['只有发起人可以这样做。', 'Only whoever asked may do this.'],
})

export const sealedRefusals = defineWords({
  'wrong-generation': vaultRefusals['wrong-generation'],
  'wrong-holder': vaultRefusals['wrong-holder'],
  'no-vault': [
    '本单位还没有建立密室，请先请负责人建立。',
    'The organisation has no vault yet. Ask its representative to make it.',
  ],
  'already-decided': ['这条建议已处理。', 'This proposal has been decided.'],
  'already-answered': ['已经答复，不能再改。', 'It has been answered and cannot be changed.'],
  withdrawn: ['这份告知已被撤回。', 'It was withdrawn.'],
})

export const vaultNotices = defineWords({
  'vault.leak': [
    '本单位有人报告疑似泄密。请马上打开“泄密处置”查看。',
    'Somebody of your firm reports a possible leak. Open “Incidents” now.',
  ],
  'vault.handout': ['您有一项待确认或待办理的保密事项。', 'Something confidential waits for you to acknowledge or do.'],
})
