import { typesetWords } from '../../platform/documents/typeset.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { documentContract } from './document.contract.ts'
import { documentService, type FactsOfMatter } from './document.service.ts'
import { documentRefusals } from './document.words.ts'
import { documentCopyContract } from './document-copy.contract.ts'
import { documentCopyService } from './document-copy.service.ts'
import { numberContract } from './document-number.contract.ts'
import { numberService } from './document-number.service.ts'
import { templateContract } from './document-template.contract.ts'
import { templateService } from './document-template.service.ts'

const words = { ...documentRefusals, 'typesetter-missing': typesetWords['typesetter-missing'] }

/** @param factsOf - what the matters of this house give to their forms */
export const documentRoutes = (factsOf: FactsOfMatter) => (house: House) => {
  mount(house, 'document', documentContract, documentService(factsOf), words)
  mount(house, 'document-copy', documentCopyContract, documentCopyService, words)
  mount(house, 'document-template', templateContract, templateService, words)
  mount(house, 'numbering', numberContract, numberService, words)
}
