import type { VenueApi } from './client.ts'

const seat = (row: string, number: number) => ({
  seat_guid: `${row}-${number}`,
  seat_number: String(number),
  position: { x: number * 30, y: 0 },
  category: 'Parterre',
  radius: 10,
})
const row = (name: string, y: number) => ({
  row_number: name,
  row_number_position: 'both',
  position: { x: 0, y },
  seats: [1, 2, 3, 4, 5, 6].map((number) => seat(name, number)),
})

/** Rows A and B with six numbered seats each, all sold as one product. */
export async function seatedHall(api: VenueApi, event: string, item: number): Promise<void> {
  const plan = await api.post<{ id: number }>('seatingplans/', {
    name: 'Petite salle',
    layout: {
      name: 'Petite salle',
      categories: [{ name: 'Parterre', color: '#7f4a91' }],
      zones: [
        {
          name: 'Parterre',
          uuid: 'parterre',
          zone_id: 'parterre',
          position: { x: 0, y: 0 },
          rows: [row('A', 0), row('B', 40)],
          areas: [],
        },
      ],
      size: { width: 300, height: 200 },
    },
  })
  await api.patch(`events/${event}/`, { seating_plan: plan.id, seat_category_mapping: { Parterre: item } })
}
