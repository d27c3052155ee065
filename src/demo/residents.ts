/** Whose eyes a visitor of the demo town may look through. The first one is whose it opens with. */
export type Resident = { username: string; name: string }

export const residents: readonly Resident[] = [
  { username: 'mara', name: 'Mara' },
  { username: 'noor', name: 'Noor' },
  { username: 'tova', name: 'Tova' },
  { username: 'hedda', name: 'Hedda' },
  { username: 'ylva', name: 'Ylva' },
  { username: 'frida', name: 'Frida' },
  { username: 'gil', name: 'Gil' },
  { username: 'anselm', name: 'Anselm' },
  { username: 'mateo', name: 'Mateo' },
  { username: 'otis', name: 'Otis' },
  { username: 'rex_ascend', name: 'Rex Ascend' },
  { username: 'harbour_courier', name: 'The Harbour Courier' },
  { username: 'harbour_trams', name: 'Harbour Trams' },
  { username: 'lumen_jack', name: 'Jack of Lumen' },
]
