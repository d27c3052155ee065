/** What people write to themselves when they follow somebody. `{it}` is what the post was about, or what the person is. */
export const followWords = {
  liked_post: ['For the one about the {it}.', 'The {it} made me laugh out loud.', 'More of the {it}, please.', 'Their {it} is exactly my kind of trouble.'],
  other_side: ['I only saw half of that talk about the {it}.', 'Wanted to hear the other side about the {it}.', 'They answer so well.'],
  lives_near: ['From around the corner.', 'Same street, same bakery.', 'We keep nodding at each other by the pump.'],
  know_someday: ['Would like to have a coffee with them one day.', 'Seems to know everything about the {it}.', 'Kind to strangers, that is rare.'],
  follows_me: ['They followed me first.', 'Followed back.', 'Polite, really.'],
  met: ['We met at {place}.', 'From the choir evening.', 'We shared a table at {cafe}.', 'Old friends.'],
  other: ['A friend said I should.', 'For the {it}, mostly.', 'Recommended by half the street.', 'Somebody boosted the {it}.', 'To learn about the {it}.'],
} as const // biome-ignore format: one reason to a line
