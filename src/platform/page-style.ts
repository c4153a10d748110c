/** The one style sheet of all pages. Fonts of the reader's own machine; nothing is fetched from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf7f0; --card: #fffdfa; --tint: #f5ebe3; --ink: #2b211c; --soft: #65574d; --line: #e3d7c9; --edge: #8d7c6f;
  --velvet: #96203a; --velvet-deep: #751729; --button: #96203a; --button-deep: #751729; --gold: #80590c;
  --good: #2a6440; --good-tint: #e7f1e7; --alert: #93380c; --alert-tint: #fbece0; --focus: #1b4fb8;
  --seat-used: #96203a; --seat-issued: #c7637a; --seat-held: #b98a2e; --seat-free: #6f9a76; --seat-unused: #a5978b; --seat-planned: #e3d7c9;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, ui-serif, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #181210; --card: #221a17; --tint: #2d211d; --ink: #f4ece4; --soft: #c0b1a4; --line: #3f332c; --edge: #93826f;
    --velvet: #f0a0ad; --velvet-deep: #f7c3cb; --button: #a93550; --button-deep: #bd4a64; --gold: #e2b765;
    --good: #94d0a2; --good-tint: #1b2c20; --alert: #f3b183; --alert-tint: #361f12; --focus: #9cc0ff;
    --seat-used: #f0a0ad; --seat-issued: #b5586c; --seat-held: #d9a846; --seat-free: #7fae86; --seat-unused: #8b7d72; --seat-planned: #3f332c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; margin: 0; text-wrap: balance; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.6rem); letter-spacing: -.01em; }
h2 { font-size: clamp(1.3rem, 1.15rem + .7vw, 1.6rem); margin: 3rem 0 1rem; }
h3 { font-size: 1.15rem; }
.name { font-size: 1.2rem; margin: 0; }
.month { font: 600 1rem/1.3 var(--sans); color: var(--gold); margin: 1.75rem 0 .75rem; }
.month::first-letter { text-transform: uppercase; }
p { margin: .5rem 0; max-width: 65ch; }
ul { padding: 0; margin: 0; list-style: none; }
a { color: var(--velvet); text-underline-offset: .2em; text-decoration-thickness: .08em; }
a:hover { color: var(--velvet-deep); text-decoration-thickness: .16em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 4px; }
main:focus, [role="status"]:focus, .summary:focus { outline: none; }
.wide { width: 100%; max-width: 62rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
main { padding-block: clamp(1.5rem, 4vw, 3rem) 4rem; }
.lead { font-size: 1.15rem; color: var(--soft); max-width: 58ch; margin-block: .75rem 0; }
.soft { color: var(--soft); }
.small { font-size: .95rem; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -5rem; background: var(--card); padding: .75rem 1rem; z-index: 1; }
.skip:focus { top: 1rem; }

.top { border-bottom: 1px solid var(--line); background: var(--card); }
.top > div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-block: .5rem; min-height: 4rem; }
.brand { display: inline-flex; align-items: center; gap: .5rem; font: 600 1.3rem var(--serif); color: var(--ink); text-decoration: none; padding-block: .5rem; }
.brand:hover { color: var(--velvet); }
.armchair { fill: none; stroke: var(--velvet); stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.top nav a, .language { display: inline-block; padding-block: .6rem; }
.top nav a { color: var(--ink); text-decoration: none; border-bottom: 2px solid transparent; }
.top nav a:hover { border-color: var(--line); }
.top nav a[aria-current] { border-color: var(--velvet); font-weight: 600; }
.account { margin-left: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; font-size: .95rem; }
.account form { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1rem; color: var(--soft); }
footer p { margin-block: 0; }
footer { border-top: 1px solid var(--line); padding-block: 1.25rem 2.5rem; color: var(--soft); font-size: .95rem; }

button, .button { font: 600 1rem/1.25 var(--sans); display: inline-flex; align-items: center; justify-content: center; min-height: 2.9rem; padding: .6rem 1.35rem;
  border: 1px solid var(--button); border-radius: .6rem; background: var(--button); color: #fff; cursor: pointer; text-decoration: none; text-align: center; }
button:hover, .button:hover { background: var(--button-deep); border-color: var(--button-deep); color: #fff; }
button.second, .button.second { background: transparent; border-color: var(--velvet); color: var(--velvet); }
button.second:hover, .button.second:hover { background: var(--tint); color: var(--velvet-deep); }
button.quiet { min-height: 2.75rem; padding: 0; border: 0; background: none; color: var(--velvet); font-weight: 400; text-decoration: underline; text-underline-offset: .2em; }
button.quiet:hover { color: var(--velvet-deep); }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1rem; margin-top: 1.25rem; }

.notice, .summary { border-left: 4px solid var(--good); background: var(--good-tint); padding: .9rem 1.2rem; border-radius: .4rem; margin: 0 0 2rem; max-width: none; scroll-margin-top: 1rem; }
.summary { border-color: var(--alert); background: var(--alert-tint); }
.summary h2 { font-size: 1.15rem; margin: 0 0 .25rem; }
.summary li + li { margin-top: .25rem; }
.summary a { color: var(--alert); }

.field { margin: 1.5rem 0; border: 0; padding: 0; min-width: 0; }
.field:first-of-type { margin-top: 1rem; }
label, legend { font-weight: 600; padding: 0; }
.hint { display: block; color: var(--soft); font-weight: 400; margin-block: .1rem .4rem; max-width: 55ch; }
.error { display: block; color: var(--alert); font-weight: 600; margin-block: .1rem .4rem; }
input[type="number"], input[type="password"], input[type="text"] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; min-height: 2.9rem; padding: .5rem .8rem; max-width: 100%; }
input[type="number"] { width: 7rem; }
input[type="password"] { width: 100%; max-width: 32rem; }
[aria-invalid="true"] { border: 2px solid var(--alert) !important; }
.check { display: grid; grid-template-columns: 1.75rem 1fr; align-items: center; gap: 0 .75rem; min-height: 2.75rem; }
.check label { font-weight: 400; padding-block: .4rem; cursor: pointer; }
.check input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--velvet); }
.check .soft { display: block; font-size: .95rem; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: clamp(1.1rem, 3vw, 1.75rem); }
.card + .card { margin-top: 1rem; }
.list > .card + .card { margin-top: 0; }
.card > h2:first-child { margin-top: 0; }
form.card + p { margin-top: 1.25rem; }
form.card { max-width: 44rem; }
.lead + .list, .lead + .card { margin-top: 2rem; }
.back { display: inline-block; padding-block: .4rem; margin-bottom: .75rem; }
.back::before { content: ""; display: inline-block; width: .5em; height: .5em; margin: 0 .5em .06em .15em; border: solid currentColor; border-width: 0 0 .12em .12em; transform: rotate(45deg); }
.card h3 + p { margin-top: .35rem; }
.list { display: grid; gap: .9rem; }
.evening { display: grid; grid-template-columns: 6rem 1fr auto; background: var(--card); border: 1px solid var(--line); border-radius: .9rem; }
.evening .stub { position: relative; display: grid; align-content: center; justify-items: center; padding: .9rem .5rem; border-right: 2px dashed var(--line); background: var(--tint); border-radius: .85rem 0 0 .85rem; line-height: 1.2; color: var(--soft); }
.stub b { font: 600 1.9rem/1.1 var(--serif); color: var(--velvet); }
.stub i { font-style: normal; color: var(--ink); font-variant-numeric: tabular-nums; margin-top: .2rem; }
.evening .what { padding: 1rem 1.25rem; align-self: center; min-width: 0; }
.evening .what p { margin: .15rem 0 0; }
.evening .do { padding: 1rem 1.25rem 1rem 0; align-self: center; display: flex; flex-wrap: wrap; gap: .5rem; justify-content: flex-end; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: inherit; }
.seats { font-weight: 600; }
.how { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: center; }
.tag { display: inline-flex; align-items: center; gap: .45rem; font-size: .95rem; font-weight: 600; }
.tag::before { content: ""; flex: none; width: .7rem; height: .7rem; border-radius: 50%; border: 2px solid currentColor; }
.tag.good { color: var(--good); } .tag.good::before { background: currentColor; }
.tag.wait { color: var(--gold); }
.tag.alert { color: var(--alert); } .tag.alert::before { border-radius: 2px; background: currentColor; }
.tag.past { color: var(--soft); }
.facts { display: flex; gap: 1.25rem; align-items: center; margin-block: 1rem 1.75rem; }
.facts .stub { display: grid; justify-items: center; padding: .75rem 1rem; min-width: 5.5rem; background: var(--tint); border-radius: .7rem; line-height: 1.2; color: var(--soft); }
.facts p { margin: .1rem 0; }
.tickets li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; padding-block: .9rem; border-top: 1px solid var(--line); }
.tickets li:first-child { border-top: 0; padding-top: 0; }
.tickets li:last-child { padding-bottom: 0; }
.tickets p { margin: 0; }
details > summary { cursor: pointer; font-weight: 600; padding-block: .6rem; color: var(--velvet); }
details[open] > summary { margin-bottom: .5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .95rem/1.55 var(--sans); margin: .75rem 0 0; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr)); gap: 1.25rem 1.5rem; margin: 1.5rem 0 0; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dt { color: var(--soft); font-size: .95rem; line-height: 1.35; }
.figures dd { margin: 0; font: 600 1.65rem/1.2 var(--serif); font-variant-numeric: tabular-nums; }
.figures .alert dd { color: var(--alert); }
.bar { display: block; width: 100%; height: 1.1rem; border-radius: .55rem; margin-top: 1.5rem; background: var(--seat-planned); }
.bar .used { fill: var(--seat-used); } .bar .issued { fill: var(--seat-issued); } .bar .held { fill: var(--seat-held); }
.bar .available { fill: var(--seat-free); } .bar .unused { fill: var(--seat-unused); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin: .75rem 0 0; }
.legend div { display: flex; align-items: center; gap: .5rem; }
.legend dt { display: flex; align-items: center; gap: .5rem; }
.legend dt::before { content: ""; width: .85rem; height: .85rem; border-radius: 3px; background: var(--seat-planned); border: 1px solid var(--edge); }
.legend .used dt::before { background: var(--seat-used); } .legend .issued dt::before { background: var(--seat-issued); }
.legend .held dt::before { background: var(--seat-held); } .legend .available dt::before { background: var(--seat-free); } .legend .unused dt::before { background: var(--seat-unused); }
.legend dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.todo { border-left: 4px solid var(--alert); }
.todo .said { color: var(--soft); font-size: .95rem; }

.hero { padding-block: clamp(.5rem, 3vw, 2rem) 0; }
.house { display: grid; grid-template-columns: repeat(9, 1fr); gap: clamp(.15rem, 1.5vw, 1.25rem); margin-bottom: clamp(1.25rem, 4vw, 2.5rem); }
.house svg { width: 100%; height: auto; fill: none; stroke: var(--edge); stroke-width: 1.1; stroke-linecap: round; stroke-linejoin: round; }
.house svg.yours { stroke: var(--ink); fill: var(--tint); }
.house svg.next { stroke: var(--velvet); fill: var(--velvet); fill-opacity: .22; }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); gap: 1rem; counter-reset: step; }
.steps li { counter-increment: step; border-top: 3px solid var(--velvet); padding-top: .9rem; }
.steps li::before { content: counter(step); font: 600 1.4rem/1 var(--serif); color: var(--velvet); }
.steps h3 { margin-top: .4rem; }
.steps p { margin-bottom: 0; color: var(--soft); }
.steps { padding: 0; margin: 0; list-style: none; }
.doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1rem; }
.doors .card { margin: 0; }
.doors h3::first-letter { text-transform: uppercase; }

@media (max-width: 40rem) {
  .evening { grid-template-columns: 1fr; }
  .evening .stub { grid-auto-flow: column; justify-content: start; align-items: baseline; gap: .5rem; padding: .6rem 1.1rem; border-right: 0; border-bottom: 2px dashed var(--line); border-radius: .85rem .85rem 0 0; }
  .stub i { margin-top: 0; }
  .evening .stub b { font-size: 1.4rem; }
  .evening .do { padding: 0 1.25rem 1.1rem; justify-content: flex-start; }
  .account { margin-left: 0; }
  .row > button, .row > .button { width: 100%; }
}
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background-color .15s; } }
@media (forced-colors: active) { .bar rect { forced-color-adjust: none; } .legend dt::before { forced-color-adjust: none; } }
@media print { .top nav, .account, footer, .skip { display: none; } }
`
