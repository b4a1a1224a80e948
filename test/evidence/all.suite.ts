import './digest.suite.ts'
import './manifest.suite.ts'
import './note.suite.ts'

export { suite } from './suite.ts'
