import type { Topic } from './topic.ts'

export const crafts: readonly Topic[] = [
  {
    name: 'bread',
    language: 'en',
    hashtags: ['Sourdough', 'BreadBaking', 'SlowBread'],
    things: [
      'rye loaf', 'walnut bread', 'focaccia', 'seeded batard', 'spelt loaf', 'potato bread', 'baguette',
      'barley flatbread', 'porridge loaf', 'olive ciabatta', 'buckwheat loaf', 'milk bread',
    ], // biome-ignore format: one group per line
    words: {
      time: ['nineteen hours', 'one long night', 'two days in the fridge', 'barely six hours', 'a whole rainy Sunday'],
      fault: ['flat as a slate roof', 'with one enormous cave inside', 'stuck to the basket', 'pale underneath', 'a little sour'],
      joy: ['singing', 'crackling', 'blistered all over', 'with ears like a hare', 'open and glossy inside'],
      flour: ['stone-milled rye', 'the last of the spelt', 'einkorn', 'durum', 'flour from the water mill', 'wholemeal'],
      name: ['Bartholomew', 'Doris', 'the Colonel', 'Aunt Yeast', 'Bubbles the Second', 'Gerald'],
      spread: ['salted butter', 'quince jelly', 'too much honey', 'ripe tomatoes', 'nothing at all', 'old cheese'],
    }, // biome-ignore format: one group per line
    says: [
      'The {things} came out {joy}. {time}, {flour}, and no hurry at all.',
      'Today’s {things}: {fault}. We ate it anyway, with {spread}.',
      'Named my starter {name}. {name} doubled in four hours and I am {proud|slightly afraid|telling everybody}.',
      'I gave the {things} {time} and it gave me {joy} crust. Fair trade.',
      'Trying {flour} in the {things} this week. The dough feels {like wet sand|like a sleeping cat|strangely calm}.',
      'Half the street has now asked what smells so good. It is the {things}.',
      'Woke at five to fold the {things}. The house was quiet and the dough was {warm|awake before me|in a better mood than me}.',
      'A heel of {things}, {spread}, the window open. That is the whole post.',
      'My grandmother never weighed anything, and her {things} was better than mine. I weigh everything.',
      'Third {things} in a row that came out {fault}. I have started to take it personally.',
      'Baked two: one {things} for us, one for the neighbour who {feeds the cats|mends my bicycle|never complains about the oven at night}.',
      'Rule of this kitchen: nobody cuts the {things} before it has {cooled|stopped singing}. Rule broken, as always.',
    ],
    asks: [
      'My {things} keeps coming out {fault}. Is it the {flour} or is it me?',
      'How long do you proof a {things} when the kitchen is {cold|like a greenhouse}?',
      'Does anybody put {flour} into a {things}? How much before it turns heavy?',
      'What do you do with {things} on day three? I have a lot of it.',
      'Is there a trick to a {things} without a cast-iron pot?',
    ],
    answers: [
      'Less water than you think for the {it}, and let it sit ten minutes before you judge it.',
      'For the {it} I go by the belly of the dough, never by the clock.',
      'Steam! A tray of boiling water under the {it} for the first quarter of an hour.',
      'I had that with the {it} too. A colder oven and {time} cured it.',
      'It is almost always the {flour}. Mine changed when I mixed it half and half.',
      'Cut the {it} deeper than feels polite. It needs somewhere to go.',
    ],
    wonders: [
      'How warm was your kitchen for the {it}?',
      'Did you use {flour} for the {it}, or plain white?',
      'Do you score the {it} before or after the fridge?',
      'Is the {it} still good the next day?',
      'Would the {it} work in a loaf tin?',
    ],
    links: ['Wrote down how I make {things}, mistakes included:', 'The mill has a page on {flour} now:'],
  },
  {
    name: 'knitting',
    language: 'en',
    hashtags: ['Knitting', 'HandSpun', 'SockWeather'],
    things: [
      'left sleeve', 'second sock', 'moss-stitch scarf', 'cabled hat', 'baby blanket', 'button band', 'colourwork yoke',
      'fisherman’s jumper', 'lace shawl', 'mitten', 'tweed vest', 'toe-up sock', 'collar',
    ], // biome-ignore format: one group per line
    words: {
      yarn: ['undyed wool', 'the blue that sheds on everything', 'handspun from the market', 'a mystery skein', 'merino', 'old unravelled cardigan'],
      trouble: ['four stitches too many', 'a dropped stitch twelve rows down', 'one cable facing the wrong way', 'no yarn left'],
      place: ['on the tram', 'at the dentist', 'through two films', 'on the harbour wall', 'in the choir break'],
      for: ['my brother', 'a baby who is already walking', 'whoever it fits', 'the winter bazaar', 'a very patient friend'],
    }, // biome-ignore format: one group per line
    says: [
      'Finished the {things}. It is for {for}, and it is {almost|exactly|not at all} the right size.',
      'Unpicked the {things} again: {trouble}. Calm. Tea. Again.',
      'Knitted {place} and three people asked about the {things}. One of them now has needles.',
      'The {things} is {yarn}, and it smells faintly of {sheep|lanolin|the attic|lavender}.',
      'Row forty of the {things}. I have stopped counting and started {trusting|humming|hoping}.',
      'There are two kinds of weather: {things} weather and waiting for {things} weather.',
      'I bought no yarn today. (I bought buttons for the {things}.)',
      'Blocked the {things} on the spare bed. Guests will have to {love wool|sleep around it|understand}.',
      'Somebody left {yarn} at the library swap. It is becoming a {things}.',
      'The cat has decided that the {things} is {hers|finished|a bed}.',
    ],
    asks: [
      'Found {trouble} in the {things}. Rip back or live with it?',
      'What would you make of {yarn}? I was thinking of a {things}.',
      'How do you stop a {things} from curling at the edge?',
      'Which needles for a {things}: bamboo or metal?',
    ],
    answers: [
      'I would live with it. Nobody but us has ever looked at a {it} that closely.',
      'Rip the {it} back. You will think of it every winter otherwise.',
      'A slipped stitch at the start of each row keeps a {it} honest.',
      'Bamboo for the {it}, they forgive more.',
      'Soak the {it}, pin it out, and most sins vanish by morning.',
    ],
    wonders: [
      'Which yarn is the {it}?',
      'Did you write the pattern for the {it} yourself?',
      'How long did the {it} take, honestly?',
      'Does the {it} itch?',
    ],
    links: ['The pattern for the {things}, free, in two sizes:', 'My notes on mending {yarn}:'],
  },
  {
    name: 'soup',
    language: 'en',
    hashtags: ['SoupSeason', 'HomeCooking', 'OnePot'],
    things: [
      'lentil soup', 'miso broth', 'borscht', 'chickpea stew', 'leek and potato soup', 'fish soup', 'pumpkin soup',
      'minestrone', 'tomato broth', 'mushroom ramen', 'white bean stew', 'caldo verde', 'onion soup',
    ], // biome-ignore format: one group per line
    words: {
      herb: ['dill', 'smoked paprika', 'a fistful of parsley', 'fenugreek', 'lemon zest', 'caraway', 'toasted cumin'],
      mood: ['a grey day', 'a cold that will not leave', 'six unexpected guests', 'moving house', 'a long week'],
      side: ['yesterday’s bread', 'fried sage', 'a soft egg', 'pickled radish', 'rice from the blue pot'],
    },
    says: [
      'Made {things} against {mood}. It is {working|helping|all gone already}.',
      'The secret of the {things} was {herb}, at the very end, off the heat.',
      'A big pot of {things} and {side}. Come by if you are near {street}.',
      'Put {herb} into the {things} by mistake. It was not a mistake.',
      'My mother’s {things} had {herb} in it. I only understood that today.',
      'The {things} tastes better on the second day, which is why there should be {a second day|two pots}.',
      'Market haul: {herb}, onions, a marrow bone. It can only become {things}.',
      'The whole stairwell smells of {things}. I have had {two|three|four} knocks on the door.',
      'Cooked {things} for twelve at the parish hall. Not a spoonful came home.',
      'Today I learned that you should never taste {things} {while telling a story|straight from the pot}. Ouch.',
    ],
    asks: [
      'What goes into your {things} that nobody would guess?',
      'Can one freeze {things} without it going grainy?',
      'I have {herb} and no plan. Does it go with {things}?',
      'How do you make {things} for somebody who cannot eat onion?',
    ],
    answers: [
      'A spoon of vinegar in the {it}, right before serving. Always.',
      'Yes, but leave the potatoes out of the {it} until you warm it.',
      'Fry the {herb} first and the {it} will thank you.',
      'Celery root instead. The {it} gets sweeter, nobody notices.',
      'A rind of old cheese, simmered in the {it}, fished out before anybody sees.',
    ],
    wonders: [
      'Is there {herb} in the {it}?',
      'How long does the {it} simmer?',
      'What do you eat with the {it}?',
      'Would you share the recipe for the {it}?',
    ],
    links: ['Our {things}, written down at last:', 'A list of what to do with {herb}:'],
  },
  {
    name: 'tinkering',
    language: 'en',
    hashtags: ['SmallComputers', 'RepairCafe', 'SelfHosting'],
    things: [
      'old laptop', 'weather station', 'e-paper clock', 'backup script', 'doorbell', 'home server', 'shortwave radio',
      'label printer', 'thermostat', 'record player', 'typewriter', 'garden sensor', 'coffee scale',
    ], // biome-ignore format: one group per line
    words: {
      part: ['one capacitor', 'a dried-out belt', 'the wrong cable', 'a comma', 'dust, only dust', 'a cold solder joint'],
      time: ['three evenings', 'eleven minutes', 'a whole weekend', 'two winters'],
      result: ['beeps on the hour', 'mails me when the tomatoes are thirsty', 'no longer hums', 'boots in nine seconds', 'knows when the tram comes'],
    }, // biome-ignore format: one group per line
    says: [
      'The {things} works again. It was {part}. It is always {part}.',
      'Spent {time} on the {things} so that it {result}. Worth every minute.',
      'Repair café tonight: a {things}, two lamps, and a kettle with opinions.',
      'I have restored from my backups, on purpose, for the first time. The {things} did not even notice.',
      'The {things} now {result}. Nobody asked for this and everybody likes it.',
      'Wrote forty lines for the {things}, deleted thirty-one, and it is faster.',
      'Somebody brought a {things} from 1974 to the repair table. {part}, and it {sang|ran|lit up} again.',
      'Reminder to label your cables before the {things} teaches you to.',
      'The manual for the {things} has a chapter on {courage|patience|grounding}. I needed that chapter.',
      'Moved the {things} to the cellar. It is quieter there, and so am I.',
    ],
    asks: [
      'The {things} stopped, and I suspect {part}. Where would you start?',
      'Is there a way to run a {things} without any cloud at all?',
      'What is the smallest thing that could drive a {things}?',
      'Has anybody got a spare part for a {things}? I can pay in cake.',
    ],
    answers: [
      'Start with the power supply. In nine of ten cases the {it} is innocent.',
      'Mine was {part}. Open the {it} and look for anything round-shouldered.',
      'Log everything for a night, then ask the {it} again in the morning.',
      'You can, it only needs a cron job and a bit of stubbornness.',
      'Bring the {it} on Thursday, we have a drawer full of those.',
    ],
    wonders: [
      'What does the {it} run on?',
      'Did you keep notes on the {it}?',
      'How much power does the {it} draw?',
      'Could I copy your {it}?',
    ],
    links: ['How I mended the {things}, with drawings:', 'The little program behind my {things}:'],
  },
]
