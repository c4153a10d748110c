import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib'
import { encode } from 'uqr'
import { first } from './database.ts'
import { found, type House, NAME, TIME_ZONE, TOWN } from './house.ts'

interface Printed {
  code: string
  number: number
  seat: string | null
  starts_at: string
  title_fr: string
  title_en: string
  language: 'fr' | 'en'
  confirmed_at: string
}

const INK = rgb(0.07, 0.13, 0.2)
const PALE = rgb(0.36, 0.42, 0.48)
const SEA = rgb(0.04, 0.33, 0.42)
const WIDTH = 420
const HEIGHT = 200
const MARGIN = 24
const QR_SIDE = 132

/**
 * The tickets of these codes, a page each. Everybody's ticket is the same: no price, no name, no kind of ticket,
 * one series of numbers for the whole house.
 */
export async function ticketPdf(house: House, codes: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create()
  const plain = await pdf.embedFont(StandardFonts.Helvetica)
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold)
  for (const code of codes) {
    const ticket = printedOf(house, code)
    draw(pdf.addPage([WIDTH, HEIGHT]), ticket, { plain, bold })
    pdf.setCreationDate(new Date(ticket.confirmed_at))
    pdf.setModificationDate(new Date(ticket.confirmed_at))
    pdf.setLanguage(ticket.language)
  }
  pdf.setTitle(NAME)
  return new Uint8Array(await pdf.save())
}

function printedOf(house: House, code: string): Printed {
  return found(
    first<Printed>(
      house.db,
      `select u.code, u.number, u.seat, p.starts_at, s.title_fr, s.title_en, o.language, o.confirmed_at
       from units u join performances p on p.id = u.performance_id join shows s on s.id = p.show_id
         join orders o on o.id = u.order_id
       where u.code = ? and u.status = 'valid'`,
      code,
    ),
    'This ticket',
  )
}

function draw(page: PDFPage, ticket: Printed, { plain, bold }: { plain: PDFFont; bold: PDFFont }): void {
  const french = ticket.language === 'fr'
  const room = WIDTH - 3 * MARGIN - QR_SIDE
  const text = (content: string, y: number, size: number, font = plain, color = INK) => {
    page.drawText(content, { x: MARGIN, y, size: fitting(content, font, size, room), font, color })
  }
  page.drawRectangle({ x: 0, y: HEIGHT - 8, width: WIDTH, height: 8, color: SEA })
  text(`${NAME} · ${TOWN}`, 160, 11, bold, SEA)
  text(french ? ticket.title_fr : ticket.title_en, 126, 20, bold)
  const clock = new Intl.DateTimeFormat(french ? 'fr-FR' : 'en-GB', {
    timeZone: TIME_ZONE,
    dateStyle: 'full',
    timeStyle: 'short',
  })
  text(printable(clock.format(new Date(ticket.starts_at))), 100, 12)
  const free_seating = french ? 'Placement libre' : 'Free seating'
  text(ticket.seat === null ? free_seating : `${french ? 'Place' : 'Seat'} ${ticket.seat}`, 78, 14, bold)
  text(`${french ? 'Billet n°' : 'Ticket no.'} ${String(ticket.number).padStart(6, '0')}`, 44, 9, plain, PALE)
  text(ticket.code.replaceAll(/(.{4})(?=.)/g, '$1 '), 28, 9, plain, PALE)
  drawQr(page, ticket.code)
}

/** The largest size, up to the one wanted, at which the text fits. */
function fitting(text: string, font: PDFFont, size: number, room: number): number {
  return Math.min(size, (size * room) / font.widthOfTextAtSize(text, size))
}

/** The standard fonts know no narrow no-break space. */
const printable = (text: string): string => text.replaceAll(/[\u202f\u2009]/g, '\u00a0')

function drawQr(page: PDFPage, code: string): void {
  const { data, size } = encode(code, { ecc: 'M', border: 0 })
  const module = QR_SIDE / size
  const left = WIDTH - MARGIN - QR_SIDE
  const top = HEIGHT - (HEIGHT - QR_SIDE) / 2
  for (const [row, modules] of data.entries()) {
    for (const [column, dark] of modules.entries()) {
      if (!dark) continue
      const at = { x: left + column * module, y: top - (row + 1) * module }
      page.drawRectangle({ ...at, width: module + 0.25, height: module + 0.25, color: INK })
    }
  }
}
