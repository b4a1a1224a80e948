import { seizureActs } from './case.contract.ts'
import { MeasureScreen } from './measure-screen.tsx'
import { seizureMachine } from './seizure.rules.ts'

export default function Seizure() {
  return <MeasureScreen machine={seizureMachine} contract={seizureActs} />
}
