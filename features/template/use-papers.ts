import { useDoor } from '../../platform/ui/query.ts'
import { useRecords } from '../vault/records.client.ts'
import { templateContract } from './template.contract.ts'
import { FirmPaper } from './template.schema.ts'

/** The papers of the firm, opened. */
export const usePapers = () => useRecords('document', FirmPaper)

/** The templates never change while the application is open. */
export const useTemplates = () => useDoor(templateContract.templates, {}).data
