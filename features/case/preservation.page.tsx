import { preservationActs } from './case.contract.ts'
import { MeasureScreen } from './measure-screen.tsx'
import { preservationMachine } from './preservation.rules.ts'

export default function Preservation() {
  return <MeasureScreen machine={preservationMachine} contract={preservationActs} />
}
