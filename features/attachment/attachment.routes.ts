import { defineWords } from '../../core/words.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { attachmentContract } from './attachment.contract.ts'
import { attachmentService } from './attachment.service.ts'

const refusals = defineWords({ 'empty-file': ['这个文件是空的，请重新选择。', 'This file is empty. Choose another.'] })

export const attachmentRoutes = (house: House) =>
  mount(house, 'attachment', attachmentContract, attachmentService, refusals)
