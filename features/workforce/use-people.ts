import { useRecords } from '../vault/use-records.ts'
import { ClearedPerson } from './workforce.schema.ts'

export const usePeople = () => useRecords('person', ClearedPerson)
