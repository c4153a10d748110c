import type { StepLanguage } from '../configuration.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import type { StepWords } from './words.ts'

export const stepWords: Readonly<Record<StepLanguage, StepWords>> = { fr, en, de, nl, it, es }
