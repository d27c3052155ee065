/** What those say who do not talk like everybody else. */
import type { Topic } from './topic.ts'

/** Paper, shop and self-praise: no answers are needed, since none are given, or always the same one. */
export const newspaper: Topic = {
  name: 'news',
  language: 'en',
  hashtags: ['LocalNews', 'Harbour'],
  things: [
    'harbour bridge',
    'swimming pool',
    'school roof',
    'tram line 4',
    'market hall',
    'town library',
    'ferry timetable',
    'old mill',
    'fire station',
    'city orchard',
    'flood wall',
    'youth centre',
  ],
  words: {
    who: ['The council', 'A citizens’ group', 'The harbour office', 'The mayor’s deputy', 'A panel of experts'],
    act: [
      'approves plans for',
      'postpones the decision on',
      'asks residents about',
      'finds money for',
      'publishes figures on',
      'reopens',
      'inspects',
    ],
    by: [
      'by spring',
      'after the holidays',
      'from Monday',
      'despite protests',
      'with eleven votes to nine',
      'for the third time',
    ],
    number: ['Two hundred', 'Forty', 'More than a thousand', 'Only seven'],
  },
  says: [
    '{who} {act} the {things} {by}.',
    '{number} people came to the hearing on the {things}.',
    'Works on the {things} to begin {by}. What you need to know.',
    'The {things} in numbers: our overview.',
    'Analysis: why the {things} matters more than it seems.',
    'Opinion: leave the {things} alone.',
    'Photographs: one day at the {things}.',
    'Correction: our report on the {things} gave a wrong {date|name|sum}. We regret the error.',
  ],
  asks: [],
  answers: [],
  wonders: [],
  links: [],
}

export const promoter: Topic = {
  name: 'growth',
  language: 'en',
  hashtags: ['Mindset', 'Growth', 'Success'],
  things: [
    'morning routine',
    'personal brand',
    'seven-figure mindset',
    'content engine',
    'masterclass',
    'focus framework',
    'newsletter',
    'audience blueprint',
  ],
  words: {
    claim: [
      'changed everything for me',
      'is what nobody tells you about',
      'took me from zero to forty thousand',
      'is the only thing you need',
      'works while you sleep',
    ],
    push: [
      'Link below',
      'Last seats',
      'Only today',
      'Do not miss it',
      'Read it before it is gone',
      'Free for the next hour',
    ],
    steps: ['5', '7', '9', '11', '3'],
  },
  says: [
    'My {things} {claim}. {push}:',
    '{steps} steps to a better {things}. Number {two|three|four} will surprise you:',
    'People ask me daily about my {things}. {push}:',
    'Most people fail because they have no {things}. I wrote down mine. {push}:',
    'New: the {things}, edition {steps}. {push}:',
    'Success leaves clues. My {things} {claim}:',
  ],
  asks: [],
  answers: [],
  wonders: [],
  links: [],
}

/** Hardly ever more than a sentence, and worth it. */
export const quietWords = [
  'The heron is back on the weir. I thought you would want to know.',
  'It snowed on the boats tonight. Nobody has walked there yet.',
  'I finished the letter. It took a year.',
  'My father laughed today, the old laugh.',
  'Seven minutes of sun. I was there for six.',
  'I have kept the key to the boathouse for you all.',
  'The bell of the chapel is flat again. It suits November.',
  'I planted the tree. It is smaller than I am.',
  'There is a light in the mill. I always wave.',
  'Read one poem. Closed the book. Enough.',
  'The tide took the bench. It will bring it back.',
  'Thirty years at the same window. Today a kingfisher.',
  'I do not write much. I read all of it.',
  'Three boats in, two boats out.',
]
export const quietAnswers = [
  'I have been thinking about the {it} all day. You are right.',
  'Yes. And bring the {it} when you come on {day}.',
  'I remember the {it}. You were wearing that coat.',
  'That is the best thing I have read about the {it}.',
  'Sleep first. The {it} will look different on {day}.',
  'I kept something for you, it has to do with the {it}.',
  'Only you would notice that about the {it}.',
  'Tell me more about the {it} on the walk on {day}.',
]

export const serviceAnswers = [
  'Hello @{name}, thank you for your message. We are looking into it and will write to you within one working day.',
  'Hello @{name}, thank you for your message. We are looking into it and will write to you within two working days.',
  'Hello @{name}, thanks for your message. We are looking into it and will get back to you within one working day.',
]
export const serviceNotices = [
  'Line {number}: normal service. Have a good {day}.',
  'Lift at {place} is working again. Thank you for your patience.',
  'Planned works on line {number} on {day} from 22:00. Replacement buses leave from {place}.',
  'Lost property of the week can be collected until {day}: {two umbrellas|one trombone|a single boot|a birthday cake}.',
]
export const serviceQuestions = [
  'Line {number} did not come at {place} this morning. Is there a problem?',
  'I left my {umbrella|scarf|notebook|lunch} on line {number}. Whom do I ask?',
  'Is my day ticket good on the ferry too, on a {day}?',
  'Does a {bicycle|cello|very polite dog} need a ticket on line {number}?',
  'Why is the lift at {place} out again?',
  'Does line {number} run on {day}?',
]

export const ringPosts = [
  'Big things are coming.',
  'Stay tuned for something huge.',
  'The community is growing fast.',
  'Early people always win.',
  'Proud of this journey.',
  'We are just getting started.',
  'Another day, another milestone.',
  'You will wish you had joined today.',
]
export const ringReplies = [
  'So true!', 'This is amazing!', 'Love this project.', 'To the top!', 'Best community ever.', 'Well said!', 'Agreed, huge potential.',
  'Everyone should see this.', 'Great vision!', 'Cannot wait!', 'Absolutely!', 'Legend.',
] // biome-ignore format: one group per line

/** The people of one street, about that street. */
export const linden: Topic = {
  name: 'linden street',
  language: 'en',
  hashtags: ['LindenStreet'],
  things: [
    'bin day',
    'street lamp at number 12',
    'plane tree',
    'courtyard',
    'lost ginger cat',
    'pothole',
    'summer party',
    'parcel room',
    'shared ladder',
    'chestnut',
    'noise from the roof',
    'bench by the pump',
  ],
  words: {
    number: ['4', '7', '12', '15', '21', '23b'],
    offer: ['coffee', 'apple cake', 'a ladder', 'two strong arms', 'moral support'],
  },
  says: [
    'Linden Street: the {things} is {on again|fixed|everybody’s business now}. Number {number} has {offer}.',
    'Thank you to whoever looked after the {things}. There is {offer} at number {number}.',
    'Note for Linden Street: we talk about the {things} on {day}, courtyard, {offer}.',
    'The {things} of Linden Street has a new admirer: the {postwoman|twins from number {number}|choir}.',
    'Heard on Linden Street: “Without the {things} it would be any old street.”',
    'Heard on Linden Street, from a window: “Who moved the {things}?”',
    'The {things}, seen from number {number}, at breakfast. I would not live anywhere else.',
  ],
  asks: [
    'Linden Street, does anybody know about the {things}?',
    'Who on Linden Street could help with the {things} on {day}? I have {offer}.',
    'Is the {things} still a thing, Linden Street?',
  ],
  answers: [
    'Number {number} knows. They have known about the {it} since March.',
    'I can help with the {it} after six, if there is {offer}.',
    'It was the wind. The {it} is fine, I checked this morning.',
    'Ask at number {number}; for the {it} they have a list.',
  ],
  wonders: [
    'When did you last see the {it}?',
    'Shall I bring something for the {it}?',
    'Who looks after the {it}, by the way?',
    'Is the {it} on our side or on the even side?',
  ],
  links: ['The plan for the {things}, pinned for all of Linden Street:'],
}

/** How two people met here, in order. `a` wrote the post that `b` had followed `a` for. */
export const courtship: readonly { by: 'a' | 'b'; text: string; afterHours: number }[] = [
  {
    by: 'b',
    text: 'I have been wondering for weeks how you get the light into the harbour pictures. Is it patience or a trick?',
    afterHours: 0,
  },
  {
    by: 'a',
    text: 'Patience, and a very bad alarm clock. It rings at the wrong time, which turns out to be the right one.',
    afterHours: 3,
  },
  { by: 'b', text: 'Then I will stop mending mine. What is the earliest you have stood there?', afterHours: 1 },
  {
    by: 'a',
    text: 'Ten past four. There was a fox. We agreed not to tell anybody, so please forget it.',
    afterHours: 9,
  },
  { by: 'b', text: 'Forgotten. (What did the fox say?)', afterHours: 2 },
  {
    by: 'a',
    text: 'That the bakery at the quay sells yesterday’s rolls at half past five, if you knock twice.',
    afterHours: 11,
  },
]
export const courtshipLater: readonly { by: 'a' | 'b'; text: string; afterDays: number }[] = [
  {
    by: 'a',
    text: 'I passed a clock in a shop window today that was wrong in a most promising way, and thought of you.',
    afterDays: 9,
  },
  { by: 'b', text: 'Did you buy it? Please say you bought it.', afterDays: 9.1 },
  { by: 'a', text: 'It is ticking on the kitchen shelf. Eleven minutes ahead of everybody.', afterDays: 9.2 },
  {
    by: 'b',
    text: 'I knocked twice. You were right about the rolls. I saved you one, for the sake of fairness.',
    afterDays: 21,
  },
  { by: 'a', text: 'A roll cannot wait for ever. Half past five, the quay, one of these mornings?', afterDays: 21.1 },
  { by: 'b', text: 'I will be the one knocking.', afterDays: 21.6 },
  { by: 'a', text: 'So that is what your laugh sounds like. Thank you for this morning.', afterDays: 26.7 },
  { by: 'b', text: 'Thank you for the fox. It did come! I would not have believed it in writing.', afterDays: 26.8 },
  { by: 'b', text: 'Same quay, same rolls? I have found a third knock.', afterDays: 33 },
  { by: 'a', text: 'Yes. And bring the scarf, it is colder than it looks at that hour.', afterDays: 33.1 },
  { by: 'b', text: 'The whole harbour knows us by now. The ferryman asked when “the other one” comes.', afterDays: 47 },
  { by: 'a', text: 'Tell him: always eleven minutes early.', afterDays: 47.1 },
]
