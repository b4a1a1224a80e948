import './record.suite.ts'
import './age-file.suite.ts'
import './key.suite.ts'
import './recovery.suite.ts'
import './comparison.suite.ts'
import './room.suite.ts'

export { suite } from '../evidence/suite.ts'
