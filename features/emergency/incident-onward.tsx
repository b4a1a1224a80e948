import { CheckGroup } from '../../platform/ui/controls.tsx'
import { Loading } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useMay } from '../../platform/ui/session.tsx'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Incident } from './incident.schema.ts'
import { onwardWords } from './incident.words.ts'

/** Which secrets are touched, and from there to proof packs and to the authority; a drill ends here. */
export function Onward({ incident, onChange }: { incident: Incident; onChange: (ids: readonly string[]) => void }) {
  const w = useWords(onwardWords)
  const may = useMay()
  const register = useRegister()
  const chosen = register.list.filter(({ id }) => incident.secretIds.includes(id))
  return (
    <>
      <Panel title={w('secrets')} id="secrets">
        <p className="hint">{w('secretsText')}</p>
        {!register.isOpen && <Loading />}
        {register.isOpen && register.list.length === 0 && (
          <p>
            {w('secretsNone')} <A to="/secrets/new">{w('toRegister')}</A>
          </p>
        )}
        {register.list.length > 0 && (
          <>
            {chosen.length === 0 && <p>{w('nothingChosen')}</p>}
            <p>
              <A to="/carriers">{w('byCarrier')}</A>
            </p>
            <ul className="lines">
              {chosen.map(({ id, value }) => (
                <li key={id}>
                  <A to={`/secrets/${id}`}>
                    {value.number} {value.name}
                  </A>
                  {!incident.drill && (
                    <p>
                      <A to={`/packs/${id}`} className="button plain">
                        {w('packOf', { number: value.number })}
                      </A>
                    </p>
                  )}
                </li>
              ))}
            </ul>
            <details open={chosen.length === 0}>
              <summary>{w('choose')}</summary>
              <CheckGroup
                label={w('secrets')}
                options={register.list.map(({ id, value }) => ({ id, text: `${value.number} ${value.name}` }))}
                value={incident.secretIds}
                onChange={onChange}
              />
            </details>
          </>
        )}
      </Panel>
      <Panel title={w('ways')} id="ways">
        {incident.drill ? (
          <p>{w('noWays')}</p>
        ) : (
          <>
            <p className="hint">{w('waysText')}</p>
            <div className="actions">
              {may('complaint.make') && (
                <A to="/complaints" className="button plain">
                  {w('complain')}
                </A>
              )}
              <a href="/tip" className="button plain">
                {w('tip')}
              </a>
            </div>
            <p>{w('police')}</p>
          </>
        )}
      </Panel>
    </>
  )
}
