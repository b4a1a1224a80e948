// What a script adds to pages that are complete without it. Each button appears only where the browser can do what it says.
const tools = document.querySelector<HTMLElement>('[data-enhance="tools"]')
if (tools) {
  tools.hidden = false
  tools.querySelector<HTMLButtonElement>('[data-print]')?.addEventListener('click', () => window.print())
  readAloud(tools.querySelector('[data-read]'))
  share(tools.querySelector('[data-share]'))
}

function readAloud(button: HTMLButtonElement | null) {
  if (!button || !('speechSynthesis' in window)) return
  button.hidden = false
  const label = (reading: boolean) => {
    button.textContent = (reading ? button.dataset.stop : button.dataset.read) ?? ''
  }
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel()
      return label(false)
    }
    const text = document.querySelector<HTMLElement>('[data-readable]') ?? document.querySelector<HTMLElement>('main')
    const speech = new SpeechSynthesisUtterance(text?.innerText ?? '')
    speech.lang = document.documentElement.lang
    speech.onend = () => label(false)
    speechSynthesis.speak(speech)
    label(true)
  })
}

function share(button: HTMLButtonElement | null) {
  const canShare = typeof navigator.share === 'function'
  if (!button || !(canShare || navigator.clipboard)) return
  button.hidden = false
  button.addEventListener('click', async () => {
    const { href } = location
    if (canShare) return navigator.share({ title: document.title, url: href }).catch(() => undefined)
    await navigator.clipboard.writeText(href)
    button.textContent = button.dataset.share ?? ''
  })
}
