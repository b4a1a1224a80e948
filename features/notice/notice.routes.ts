import { type House, mount } from '../../platform/http/mount.ts'
import { noticeContract } from './notice.contract.ts'
import { noticeService } from './notice.service.ts'

export const noticeRoutes = (house: House) => mount(house, 'notice', noticeContract, noticeService, {})
