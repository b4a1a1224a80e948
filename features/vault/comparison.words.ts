import { defineWords } from '../../core/words.ts'

export const compareWords = defineWords({
  own: ['本人', 'yourself'],
  compared: ['已核对', 'compared'],
  'not-compared': ['未核对', 'not compared'],
  changed: ['核对后密钥变了', 'changed since it was compared'],
  myCodeTitle: ['核对码', 'Codes to compare'],
  myCode: ['我的核对码', 'My code'],
  myCodeText: [
    '同事把密室密钥或者恢复份额交给您以前，会请您读这组数字。请当面读，或者通过对方本来就知道的电话读。',
    'Before a colleague gives you the key of the vault or a share, they ask you to read these digits, in person or on a phone number they already have.',
  ],
  myCodeLocked: ['解锁后显示您的核对码。', 'Your code is shown when the room is unlocked.'],
  notMine: [
    '服务器上登记的公钥不是您手里这把。请不要继续操作，立即告诉其他保管人：有人可能在替换密钥。',
    'The public key that the server lists for you is not the one you hold. Stop, and tell the other keepers: somebody may be replacing keys.',
  ],
  vaultCode: ['密室的核对码（第 {n} 代密钥）', 'Code of the vault (key of generation {n})'],
  vaultCodeText: [
    '第一次在新设备上使用，或者第一次提交建议以前，请与一位保管人屏幕上的数字核对一致。',
    'On a new device, or before you first propose something, compare these digits with those on a keeper’s screen.',
  ],
  noCode: [
    '服务器给出的公钥不完整，无法核对，也不能交出任何密钥。',
    'What the server gave is no public key. Nothing can be compared or given.',
  ],
  compare: ['核对', 'Compare'],
  dialogTitle: ['核对{name}的密钥', 'Compare the key of {name}'],
  comparedText: ['这把密钥以前核对过，没有变。', 'This key was compared before and is the same.'],
  changedText: [
    '这把密钥与上次核对时不同。更换过密钥（忘记口令、换了设备）会这样，有人冒充{name}也会这样。请先问清{name}是否换过；没有换过，就不要交出。',
    'This key is another than was compared. It happens when a key was replaced, and when somebody pretends to be {name}. Ask {name} first; if it was not replaced, give nothing.',
  ],
  theirCode: ['平台给出的{name}的核对码：', 'The code of {name}, as the platform gives it:'],
  stepCall: [
    '当面，或者拨打您本来就知道的号码，联系{name}。不要用平台里的消息、邮件，也不要打对方刚发来的号码。',
    'Meet {name}, or call a number you already have; not a message here, not a number you were just sent.',
  ],
  stepRead: [
    '请{name}在自己的设备上解锁，打开“密钥与恢复”，读“我的核对码”。',
    'Ask {name} to unlock on their own device, open “Keys and recovery” and read “My code”.',
  ],
  stepSame: [
    '六组数字全都一样，才可以确认。有一组不同，就不要交出，并告诉其他保管人。',
    'Confirm only when all six groups are the same. If one differs, give nothing and tell the other keepers.',
  ],
  why: [
    '公钥是由平台转交的。核对一次，平台即使被人控制，也不能把自己的密钥冒充成同事的。',
    'Public keys come by way of the platform. Once compared, even a platform in wrong hands cannot pass its own key off as a colleague’s.',
  ],
  confirmed: ['已当面或者通过电话核对一致', 'Compared in person or by phone, and the same'],
  confirmSame: ['确认一致', 'They are the same'],
})
