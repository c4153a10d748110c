import type { AccessNeed } from '../contract/index.ts'

const WORDS: Record<AccessNeed, string> = {
  wheelchair: 'emplacement pour fauteuil roulant',
  step_free: 'accès sans marche',
  hearing_loop: 'boucle magnétique',
  audio_description: 'audiodescription',
  sign_language: 'langue des signes',
  calm_seat: 'place au calme',
}

/** What the venue's staff reads on the order, as on anyone's who asks for it; null when there is nothing to say. */
export const accessComment = (needs: readonly AccessNeed[]): string | null =>
  needs.length === 0 ? null : `Accès : ${needs.map((need) => WORDS[need]).join(', ')}.`
