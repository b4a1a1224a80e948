import { type House, mount } from '../../platform/http/mount.ts'
import { organisationContract } from './organisation.contract.ts'
import { organisationService } from './organisation.service.ts'
import { organisationRefusals } from './organisation.words.ts'

export const organisationRoutes = (house: House) =>
  mount(house, 'organisation', organisationContract, organisationService, organisationRefusals)
