import { type House, mount } from '../../platform/http/mount.ts'
import { deskContract } from './desk.contract.ts'
import { deskService } from './desk.service.ts'
import { deskRefusals } from './desk.words.ts'

export const deskRoutes = (house: House) => mount(house, 'desk', deskContract, deskService, deskRefusals)
