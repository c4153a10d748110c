// Selectors and properties stay short: browsers are given this text as it is.

/** Of what the element shows. The page's own font and colours, unless the page says otherwise by these properties. */
export const INNER_STYLE = `
*{box-sizing:border-box}
section{border:1px solid var(--acs-line,color-mix(in srgb,currentColor 35%,transparent));border-radius:var(--acs-radius,.5rem);padding:1rem;background:var(--acs-background,transparent)}
h2{font:inherit;font-weight:700;font-size:1.2em;margin:0 0 .4rem}
p{margin:.5rem 0}
fieldset{border:0;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem;min-width:0}
legend{padding:0;margin-bottom:.4rem}
[part=choice]{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .5rem;min-height:3rem;padding:.5rem .7rem;border:1px solid var(--acs-line,color-mix(in srgb,currentColor 55%,transparent));border-radius:var(--acs-radius,.5rem);cursor:pointer}
[part=choice]:has(:checked){border-color:var(--acs-accent,currentColor);box-shadow:inset 0 0 0 2px var(--acs-accent,currentColor)}
[part=choice] span{flex-basis:100%;font-size:.9em}
[part=other]{display:block;margin-top:.8rem}
[part=other] input{display:block;width:100%;max-width:12rem;min-height:2.75rem;margin-top:.25rem;padding:.4rem .6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--acs-line,color-mix(in srgb,currentColor 65%,transparent));border-radius:var(--acs-radius,.5rem)}
input[type=radio]{appearance:none;flex:none;width:1.25rem;height:1.25rem;margin:0;border:2px solid;border-radius:50%}
input[type=radio]:checked{border-width:.4rem;border-color:var(--acs-accent,currentColor)}
:focus-visible{outline:3px solid var(--acs-accent,currentColor);outline-offset:2px}
[part=said]{min-height:1.5em}
[part=small]{font-size:.9em;margin-bottom:0}
button{font:inherit;color:inherit;background:transparent;min-height:2.75rem;padding:.4rem .9rem;margin:.25rem .5rem .25rem 0;border:1px solid currentColor;border-radius:var(--acs-radius,.5rem);cursor:pointer}
`

/** Of the element. Streamed by the edge, its box is kept until it works, and is not there where no script will ever run. */
const HOST_STYLE = `
:host{display:block;color:var(--acs-text,inherit);font:inherit;color-scheme:inherit}
:host(:not(:defined)){visibility:hidden}
@media (scripting:none){:host{display:none}}
`

export const STEP_STYLE = HOST_STYLE + INNER_STYLE

/**
 * For the style sheet of a page: keeps the step's place at any width, in any of our languages, so that nothing moves when it comes;
 * only where it can come.
 */
export const PLACE_STYLE =
  'acs-donation{display:block}' +
  '@media(scripting:enabled){acs-donation{min-height:25rem}}' +
  '@media(scripting:enabled)and (max-width:52rem){acs-donation{min-height:33rem}}' +
  '@media(scripting:enabled)and (max-width:23rem){acs-donation{min-height:41rem}}'
