import { defineWords } from '../../core/words.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { attachmentContract } from './attachment.contract.ts'
import { attachmentService } from './attachment.service.ts'

const refusals = defineWords({
  'empty-file': ['这个文件是空的，请重新选择。', 'This file is empty. Choose another.'],
  'look-needed': [
    '这是涉密附件，请从案件的涉密附卷查看，查看会留痕。',
    'This file is confidential. Open it from the case’s confidential sub-dossier, where the look is recorded.',
  ],
})

export const attachmentRoutes = (house: House) =>
  mount(house, 'attachment', attachmentContract, attachmentService, refusals)
