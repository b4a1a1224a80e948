import { useRecords } from '../vault/records.client.ts'
import { ClearedPerson } from './workforce.schema.ts'

export const usePeople = () => useRecords('person', ClearedPerson)
