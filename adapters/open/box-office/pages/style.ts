export const STYLE = `
:root { --ink: #14202b; --pale: #4a5863; --line: #c9d1d6; --sea: #0a5468; --sea-dark: #073c4b; --sand: #f6f3ec; --warn: #8a2b12; --ok: #1c5c35 }
*, *::before, *::after { box-sizing: border-box }
html { font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100% }
body { margin: 0; overflow-wrap: break-word }
.wrap { max-width: 46rem; margin: 0 auto; padding: 0 1rem }
.skip { position: absolute; left: -999px }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem 1rem }
a { color: var(--sea); text-underline-offset: .15em }
a:hover { color: var(--sea-dark); text-decoration-thickness: .12em }
:focus-visible { outline: 3px solid var(--sea); outline-offset: 2px; border-radius: 2px }
header { border-top: .4rem solid var(--sea); background: var(--sand) }
header .wrap { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding-top: .75rem; padding-bottom: .75rem }
header p { margin: 0; font-weight: 700; font-size: 1.15rem; margin-right: auto }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem }
nav a, header a, footer a { display: inline-block; padding: .35rem 0 }
main.wrap { padding-top: 1.75rem; padding-bottom: 3rem }
h1 { font-size: clamp(1.5rem, 5vw, 2rem); line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .75rem }
.list h2 { font-size: 1.1rem; margin: 0 }
.right { text-align: right }
p { margin: 0 0 1rem; max-width: 38rem }
.pale { color: var(--pale) }
.list { list-style: none; margin: 0; padding: 0 }
.list > li { border-top: 1px solid var(--line); padding: .9rem 0 }
.list > li:last-child { border-bottom: 1px solid var(--line) }
.list p { margin: .15rem 0 0 }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; justify-content: space-between }
.row > :first-child { flex: 1 1 14rem }
.note { border-left: .3rem solid var(--sea); background: var(--sand); padding: .75rem 1rem; margin: 0 0 1.25rem; max-width: 38rem }
.note p:last-child { margin: 0 }
.warn { border-color: var(--warn) }
.warn strong { color: var(--warn) }
.good { border-color: var(--ok) }
form { margin: 0 }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0 }
legend { padding: 0; font-weight: 700; margin-bottom: .5rem }
.tick { display: flex; gap: .75rem; align-items: flex-start; padding: .6rem 0; cursor: pointer }
.tick input { width: 1.4rem; height: 1.4rem; margin: .1rem 0 0; flex: none; accent-color: var(--sea) }
.field { margin: 0 0 1rem }
.field label { display: block; font-weight: 700 }
.hint { color: var(--pale); margin: 0 0 .35rem }
.error { color: var(--warn); font-weight: 700; margin: .35rem 0 0 }
input[type=text], input[type=datetime-local] { font: inherit; color: inherit; width: 100%; max-width: 16rem; min-height: 2.9rem; padding: .5rem .75rem; border: 1px solid var(--pale); border-radius: .3rem; background: #fff }
input[aria-invalid=true] { border: 2px solid var(--warn) }
.button, button { font: inherit; font-weight: 600; min-height: 2.9rem; padding: .55rem 1.1rem; border: 2px solid var(--sea); border-radius: .3rem; background: #fff; color: var(--sea); cursor: pointer; text-decoration: none; display: inline-block; text-align: center }
.button:hover, button:hover { background: var(--sand); color: var(--sea-dark); border-color: var(--sea-dark) }
.main { background: var(--sea); color: #fff }
.main:hover { background: var(--sea-dark); color: #fff }
.choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: 0 0 1.5rem; max-width: 38rem }
.choices button { width: 100%; padding-inline: .5rem; white-space: nowrap }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 }
.total { font-weight: 700 }
.total > :first-child { flex: 1 1 auto }
footer { border-top: 1px solid var(--line); color: var(--pale); font-size: .95rem }
footer .wrap { padding-top: 1rem; padding-bottom: 2rem }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background-color .12s } }
@media (forced-colors: active) { .note { border: 1px solid } }
`
