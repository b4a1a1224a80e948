import { defineWords } from '../../core/words.ts'

/** What the worker that holds the keys may answer (`roomRefusals` of vault/room.ts), in words. */
export const roomRefusalWords = defineWords({
  locked: ['密室已锁，请先解锁。', 'The room is locked. Unlock it first.'],
  'vault-closed': ['密室尚未打开，请重新解锁。', 'The vault is not open. Unlock again.'],
  'passphrase-short': [
    '口令太短，至少 12 个字符。可以用几个不相干的词连起来。',
    'The passphrase is too short: at least 12 characters. A few unrelated words will do.',
  ],
  'wrong-passphrase': ['口令不正确。', 'The passphrase is not right.'],
  'wrong-secret': ['通行密钥与这把密钥不匹配。', 'The passkey does not fit this key.'],
  'not-for-this-key': ['这份内容不是加密给您的密钥的。', 'This was not sealed to your key.'],
  damaged: ['密文已损坏或被改动，无法打开。', 'What was sealed is damaged or was changed; it cannot be opened.'],
  'printed-key-misread': [
    '恢复密钥第 {line} 行与打印件不符，请逐字核对这一行。',
    'Line {line} of the recovery key is not as printed. Compare it letter by letter.',
  ],
  'too-few-shares': ['份额不够，无法恢复。', 'There are too few shares.'],
  'shares-do-not-match': ['这些份额不是同一组，无法合并。', 'These shares are not of one set.'],
  'vault-replaced': [
    '这不是本设备以前打开过的那个密室，可能有人替换了密钥。请先不要写入内容，并与其他保管人当面核对。',
    'This is not the vault that this device opened before; somebody may have replaced its key. Write nothing yet, and compare with other keepers in person.',
  ],
  'not-compared': [
    '{names}的密钥还没有核对，或者核对以后变了，密室密钥没有交出。请到“密钥与恢复”逐个核对；恢复密钥请重新生成；来历不明的，请先收回。',
    'The key of {names} was not compared, or changed since; the key of the vault was not given. Compare each under “Keys and recovery”, make recovery keys anew, and take back what you do not recognise.',
  ],
  'receiver-changed': [
    '接收人的密钥在核对以后变了，没有发出。请到“密钥与恢复”与本人重新核对。',
    'The key of the receiver changed after it was compared; nothing was sent. Compare it with them again under “Keys and recovery”.',
  ],
  'handout-changed': [
    '收到的内容与登记的摘要不一致，不能确认。请联系交办的保管人重新发送。',
    'What came is not what its digest names; it cannot be acknowledged. Ask the keeper who sent it to send it again.',
  ],
  'no-passkey-secret': [
    '这个浏览器或通行密钥不支持用来加锁，请改用口令。',
    'This browser or passkey cannot lock a key. Use a passphrase instead.',
  ],
})

export const roomWords = defineWords({
  title: ['密室', 'Sealed room'],
  lead: [
    '在这里写的内容，先在您的浏览器里加密，再保存。平台和市场监管部门都看不到。',
    'What you write here is encrypted in your browser before it is kept. Neither the platform nor the authority can read it.',
  ],
  setUpTitle: ['设置您的密钥', 'Set up your key'],
  setUpText: [
    '密钥在这台设备的浏览器里生成，用您的口令加锁后才保存。平台不知道口令，也无法找回，请记牢。',
    'The key is made in this browser and locked with your passphrase before it is kept. The platform does not know the passphrase and cannot recover it.',
  ],
  passphrase: ['口令', 'Passphrase'],
  passphraseHint: [
    '至少 12 个字符，用几个不相干的词最好记',
    'At least 12 characters; a few unrelated words are easiest',
  ],
  passphraseAgain: ['再输入一次口令', 'The passphrase once more'],
  passphraseDiffers: ['两次输入的口令不一致', 'The two do not match'],
  makeKey: ['生成密钥', 'Make the key'],
  makeKeyAndVault: ['生成密钥，建立密室', 'Make the key and the vault'],
  withPasskey: ['用通行密钥（指纹、面容或安全密钥）', 'With a passkey (fingerprint, face or security key)'],
  unlockTitle: ['解锁密室', 'Unlock the room'],
  unlock: ['解锁', 'Unlock'],
  unlocking: ['正在解锁……', 'Unlocking …'],
  unlockOffline: [
    '网络断了，连上后自动解锁。没有提交的内容已加密留在这台设备上。',
    'You are offline; the room unlocks once you are back. What was not sent is kept, sealed.',
  ],
  forgotten: ['忘记口令？', 'Forgot the passphrase?'],
  forgottenText: [
    '口令无法找回。可以在“密钥与恢复”里更换本人密钥，再由另一位保管人、打印的恢复密钥或多人恢复重新打开密室。',
    'A passphrase cannot be recovered. Replace your key under “Keys and recovery”; then another keeper, the printed recovery key or several people together open the vault again.',
  ],
  waitTitle: ['密室密钥还没有交给您', 'The key of the vault has not reached you'],
  waitText: [
    '您的密钥已设置好。请让一位已有密室密钥的同事在“密钥与恢复”里把它交给您，然后刷新本页。',
    'Your key is set. Ask a colleague who holds the key of the vault to give it to you under “Keys and recovery”, then reload.',
  ],
  waitNobody: ['目前持有密室密钥的人：{names}', 'Who holds it now: {names}'],
  makeVaultTitle: ['建立本单位的密室', 'Make the vault of your organisation'],
  makeVaultText: [
    '密室密钥在这里生成，只交给您和您指定的保管人。',
    'The key of the vault is made here and given to you and the keepers you choose.',
  ],
  makeVault: ['建立密室', 'Make the vault'],
  lockNow: ['锁上密室', 'Lock the room'],
  locksAfter: ['{minutes} 分钟无人操作即自动上锁。', 'It locks after {minutes} minutes without anybody.'],
  changeIdle: ['更改', 'Change'],
  lockTitle: ['上锁', 'Locking'],
  lockText: [
    '无人操作一段时间、离开或者关闭页面、设备休眠过久，密室都会自动上锁：密钥和已经打开的内容从这台设备的内存中清除，再看要重新解锁。',
    'The room locks when nobody touches it for a while, when the page is left, or when the device slept too long: keys and everything opened are dropped from memory, and it has to be unlocked again.',
  ],
  idle: ['无人操作多久后上锁', 'Lock after'],
  idleHint: [
    '只对这台设备、这个浏览器有效。多人共用的电脑请选短一些。',
    'For this browser on this device. Choose less where a computer is shared.',
  ],
  minutes: ['{n} 分钟', '{n} minutes'],
  lockingSoon: [
    '密室将在一分钟内自动上锁。按任意键或者点一下页面，就不会上锁。',
    'The room locks within a minute. Press any key or touch the page to keep it open.',
  ],
  lockingIn: ['还有约 {seconds} 秒', 'About {seconds} seconds left'],
  stay: ['继续使用', 'Stay'],
  typedTitle: ['上锁时还有没提交的文字', 'Something was not sent when the room locked'],
  typedText: [
    '上锁前您在本页填写、还没有提交的文字，已经加密留在这个页面的内存里。取回后可以复制；关闭或者刷新页面就没有了。',
    'What you had typed and not sent was sealed and kept in this page’s memory. Take it back to copy it; closing or reloading the page loses it.',
  ],
  typedOpen: ['取回', 'Take it back'],
  typedDrop: ['不要了', 'Drop it'],
  printFirst: ['还没有恢复办法', 'There is no way to recover yet'],
  printFirstText: [
    '如果所有保管人都忘了口令，密室就再也打不开了。请打印一份恢复密钥放进保险柜，或设定由几个人共同恢复。',
    'If every keeper forgets the passphrase, the vault stays closed for ever. Print a recovery key for the safe, or let several people recover it together.',
  ],
  toKeys: ['密钥与恢复', 'Keys and recovery'],
  changing: [
    '有保管人离开，或者有恢复密钥、份额作废，正在更换密室密钥……',
    'A keeper left, or a recovery key or shares are void; the key of the vault is being changed …',
  ],
  changeDue: [
    '有保管人离开，或者有恢复密钥、份额作废，密室密钥还没有更换。',
    'A keeper left, or a recovery key or shares are void, and the key of the vault is not changed yet.',
  ],
  unreadable: [
    '有 {n} 条记录打不开（已损坏或不是用本密室加密的）。',
    '{n} records could not be opened: damaged, or not sealed by this vault.',
  ],
})
