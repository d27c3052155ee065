/** What people say to each other, whatever it is about. `{it}` is what the post before was about. */
import type { Language } from './topic.ts'

export type Manners = {
  /** A first word to somebody one has only read so far. */
  hello: readonly string[]
  /** Under a post that asks nothing. */
  remark: readonly string[]
  /** An answer by somebody who knows whom to ask. */
  advice: readonly string[]
  thanks: readonly string[]
  agree: readonly string[]
  /** The last word of a talk. */
  closing: readonly string[]
  plan: readonly string[]
  accept: readonly string[]
  /** Said beside a post that one quotes. */
  quoting: readonly string[]
  /** Set behind a post by people who like to add something. */
  tail: readonly string[]
}

export const manners: Record<Language, Manners> = {
  en: {
    hello: [
      'Hello! I have been reading along quietly, and the {it} finally made me write.',
      'Hi, we have not met, but I had to answer the one about the {it}.',
      'New here, and the {it} is exactly why I followed you.',
      'A friend of a friend pointed me here because of the {it}. Glad they did!',
    ],
    remark: [
      'The {it}! You have made my {morning|evening|lunch break}.',
      'I can practically {smell|hear|see} the {it} from here.',
      'Now I want to {go and see|know everything about|tell my sister about} the {it}.',
      'This is the most {you|reassuring|excellent} sentence about the {it} I have read.',
      'My {uncle|neighbour|whole family} would have opinions about the {it}.',
      'I read this aloud to {my cat|the office|my tea}. The {it} got applause.',
      'Ha! The {it} strikes again.',
      'Filed under “reasons to like {day}s”: the {it}.',
      'I did not know I needed to hear about the {it} today.',
      'My grandmother would have {adored|banned|hidden} the {it}.',
      'You always make the {it} sound like {a place|an adventure|an old friend}.',
      'Saving this for the next time somebody is rude about the {it}.',
      'Somewhere a {museum|choir|small dog} is waiting for that {it}.',
      'Here it is raining and nobody has mentioned a {it} all week. Thank you.',
      'That would never have happened to my {it}. I do not have one.',
      'I walked past {place} thinking of your {it}.',
      'Put me down for {two|one|any spare} of the {it}.',
      'The {it}, of all things! I grinned through a whole meeting.',
      'This has a beginning, a middle and a {it}. Perfect.',
      'Every word of this, and the {it} most of all.',
      'I showed this to somebody who never laughs. The {it} did it.',
      'Well, that is my weekend decided: the {it}.',
      'Poetry. The {it} deserves a small plaque.',
      'You had me at the {it}.',
      'Quietly jealous of the {it}, and not even sorry.',
      'We tried that with the {it} once. Once.',
    ],
    advice: [
      'Ask at {place} on {day}, somebody there knows everything about the {it}.',
      'The man at {cafe} had the same with his {it}. Say I sent you.',
      'I asked my aunt. She says the {it} needs {time|company|less of you}, in that order.',
      'There is a whole shelf on the {it} at {place}, second from the left.',
      'Last time I simply waited until {day}, and the {it} had sorted itself out.',
      'Do the opposite of what I did with the {it}. I can tell you all of it over tea.',
      'Somebody on {street} swears by doing nothing at all to the {it}. It works for them.',
      'Half of it is patience with the {it}. The other half is {a good light|a second pair of hands|biscuits}.',
      'Try it on {day} when it is quiet, and start the {it} from the other end.',
      'I wrote that down once, about the {it}. I will bring the page to {place}.',
      'Honest answer on the {it}: it depends. Come by {street} and show me.',
      'My rule for the {it}: {once|twice|three times} slowly, then never think of it again.',
      'Do not rush the {it}. Everybody rushes the {it}.',
      'We had a talk about just that at {cafe}. Verdict on the {it}: {yes, but gently|rather not|why not|only in good company}.',
    ],
    thanks: [
      'Thank you! That is {exactly|precisely|just} what I needed for the {it}.',
      'Oh, thank you. I will try that {tonight|on {day}|before anybody notices} and report back on the {it}.',
      'That makes sense. Thanks for taking the time, the {it} had me {worried|puzzled|beaten}.',
      'You are a treasure. The {it} will be named after you.',
      'Thanks! I had not thought of the {it} that way at all.',
      'Brilliant, thank you. I owe you a {coffee|slice of cake|pastry} for the {it}.',
      'Noted on the back of my hand, thanks. Poor {it}, it has waited long enough.',
      'Thank you, also from the {it}.',
      'Ah! So that is it. You have just saved the {it}.',
      'That is kind of you. I will think of you when I get to the {it}.',
      'Thanks, I would have done the exact opposite to the {it}.',
      'You explain the {it} better than {the manual|my uncle|the whole library}. Thank you!',
    ],
    agree: [
      'Yes! {Especially|Even more so|Always} with the {it}.',
      'Right? I thought I was the only one, about the {it}.',
      'True, and I had forgotten that about the {it}.',
      'I will quote you on the {it}.',
      'Ha, that is {fair|true|painfully accurate}. Poor {it}.',
      'You should write that down somewhere, about the {it}.',
      'I was about to say the same of the {it}, less well.',
      'Exactly. People underrate the {it}.',
      'I did wonder. Good to hear it of the {it} from you.',
      'See, this is why I ask here first about the {it}.',
      'Hm, you have a point. The {it} and I will discuss it.',
      'We agree on the {it}, then. Somebody write down the date.',
    ],
    closing: [
      'Any time! Tell me how the {it} turns out.',
      'With pleasure. Greetings to the {it}.',
      'Good luck with the {it}!',
      'I want a full report on the {it}. With drawings.',
      'Sleep well, and leave the {it} for tomorrow.',
      'Always happy to talk about the {it}.',
      'That is what we are here for. Be kind to the {it}.',
      'You are welcome! My {it} sends its regards.',
      'Not at all. Next time you tell me about yours.',
      'Go, go! The {it} will not wait.',
      'Off to bed with me. To be continued, and so is the {it}.',
    ],
    plan: [
      'Are you at {place} on {day}? I could bring the {it}, so to speak.',
      'We should talk about the {it} over coffee. {cafe}, {day}?',
      'Enough typing about the {it}. {place}, {day}, I bring cake.',
      'If you come by {street} on {day}, I will show you my own attempt at the {it}.',
    ],
    accept: [
      'Yes please! {day} is good, I will be the one with the {red|green|ridiculous} hat.',
      'I would love to. {After work|In the morning|Around four}?',
      'It is a plan. I will think of questions about the {it}.',
      '{day} it is. I have been hoping you would ask.',
    ],
    quoting: [
      'This, about the {it}, is worth your minute:',
      'Reading this about the {it} for the second time today.',
      'For everybody who asked me about the {it}:',
      'Somebody has put it better than I ever did:',
      'Please admire the {it} with me.',
    ],
    tail: [
      'No regrets.',
      'More on {day}.',
      'I am easily pleased.',
      'That is all.',
      'Happy {day}, everybody.',
      'Highly recommended.',
      'We move on.',
      'Five stars.',
      'Do not tell my mother.',
      'You had to be there.',
    ],
  },
  de: {
    hello: [
      'Hallo, ich lese schon länger still mit. Beim {it} musste ich jetzt doch schreiben.',
      'Wir kennen uns noch nicht, aber zum {it} möchte ich etwas sagen.',
    ],
    remark: [
      'Beim Wort „{it}“ habe ich sofort Hunger bekommen.',
      'So schön hat noch niemand „{it}“ geschrieben.',
      '„{it}“, ich lache Tränen.',
      'Mein Tag ist gerettet, „{it}“ sei Dank.',
      'Meine Schwester schickt Grüße, Stichwort „{it}“.',
      'Das mit „{it}“ lese ich gleich noch einmal.',
    ],
    advice: [
      'Frag am {day} {place}, da weiß jemand alles darüber.',
      'Meine Tante sagt: weniger eingreifen. Sie hat meistens recht.',
      'Ich zeige es dir am {day}, das lässt sich schlecht beschreiben.',
      'Bei mir half nur warten, und zwar bis {day}.',
      'Am Hafen sitzt immer jemand, der sich damit auskennt.',
    ],
    thanks: [
      'Danke, das probiere ich {heute Abend|morgen|am {day}} aus!',
      'Ach so! Vielen Dank, auf „{it}“ wäre ich nie gekommen.',
      'Danke dir, das war genau die Antwort, die mir fehlte.',
      'Herzlichen Dank! Ich berichte, Stichwort „{it}“.',
    ],
    agree: [
      'Genau so ist es.',
      'Stimmt, das hatte ich {ganz|schon wieder|fast} vergessen.',
      'Da sagst du etwas Wahres über „{it}“.',
      'Ja! Endlich sagt es jemand.',
    ],
    closing: [
      'Gern geschehen! Erzähl, wie es wird.',
      'Viel Erfolg, und Grüße an alle.',
      'Immer wieder gern.',
      'Ich bin gespannt, Stichwort „{it}“!',
    ],
    plan: [
      'Kommst du am {day} ins {cafe}? Dann reden wir über „{it}“.',
      'Sehen wir uns am {day}? Ich bringe Kuchen mit.',
      'Genug getippt: {day}, {place}?',
    ],
    accept: [
      'Sehr gern! Ich freue mich.',
      'Abgemacht, {day} passt gut.',
      'Ja! Ich bin die Person mit dem {gelben|grünen|lächerlichen} Hut.',
    ],
    quoting: [
      'Das hier ist so wahr:',
      'Unbedingt lesen, Stichwort „{it}“:',
      'Für alle, die mich neulich gefragt haben:',
    ],
    tail: ['Schönen {day}!', 'Mehr davon.', 'Das war’s schon.', 'Empfehlung!', 'Bis morgen.'],
  },
  es: {
    hello: [
      'Hola, te leo desde hace tiempo y con lo del {it} me he animado a escribir.',
      'No nos conocemos, pero lo del {it} me ha encantado.',
    ],
    remark: [
      'Lo del {it} me ha alegrado la {tarde|mañana}.',
      '¡Qué ganas de {it}!',
      'Se lo he leído a mi madre, lo del {it}. Aplausos.',
      'Nadie cuenta lo del {it} como tú.',
      'Yo firmo todo lo del {it}.',
      'Con lo del {it} me has convencido.',
    ],
    advice: [
      'Pregunta el {day} en {place}, allí saben todo del {it}.',
      'A mi tía le funciona no tocar el {it}. Parece fácil.',
      'Te lo enseño el {day}; lo del {it} no se explica por escrito.',
      'Paciencia con el {it}, y {un café|buena luz|otra mano}.',
      'En {cafe} siempre hay alguien que entiende del {it}.',
    ],
    thanks: [
      '¡Gracias! Lo pruebo {esta noche|mañana|el {day}}.',
      'Mil gracias, era justo lo que necesitaba para el {it}.',
      'Muchas gracias por contestar, no sabía qué hacer con el {it}.',
      'Te debo un café por lo del {it}.',
    ],
    agree: [
      'Tal cual.',
      'Totalmente, y más con el {it}.',
      'Eso digo yo {siempre|desde hace años}.',
      'Cuánta razón con lo del {it}.',
    ],
    closing: [
      '¡De nada! Ya me contarás lo del {it}.',
      'Un abrazo, y suerte con el {it}.',
      'Cuando quieras.',
      'Aquí estamos para hablar del {it}.',
    ],
    plan: ['¿Nos vemos el {day} en {cafe} y hablamos del {it}?', '¿Vienes el {day} a {place}? Llevo bizcocho.'],
    accept: [
      '¡Claro que sí! El {day} me va bien.',
      'Hecho. Llevaré {preguntas|vino|hambre}.',
      '¡Por fin! Allí estaré.',
    ],
    quoting: ['Esto sobre el {it}, por favor:', 'Para quien me preguntó ayer:', 'No dejo de pensar en esto:'],
    tail: ['Feliz {day}.', 'Nada más.', 'Muy recomendable.', 'Qué cosas.', 'Seguiremos informando.'],
  },
  fr: {
    hello: [
      'Bonjour, je vous lis en silence depuis un moment, et le {it} m’a décidée.',
      'On ne se connaît pas, mais le {it} m’a fait sourire.',
    ],
    remark: [
      'Le {it} ! Ma journée est faite.',
      'J’en veux aussi, du {it}.',
      'Lu à voix haute à mon chat. Le {it} lui plaît.',
      'Rien à ajouter sur le {it}, sinon bravo.',
      'Voilà qui donne envie : le {it}.',
    ],
    advice: [
      'Demande {day} à la bibliothèque, quelqu’un saura pour le {it}.',
      'Je te montre {day}, ça ne s’écrit pas.',
      'Patience : le {it} finit toujours par se décider.',
      'Ma voisine dit de ne toucher à rien. Pour le {it}, elle a souvent raison.',
    ],
    thanks: [
      'Merci ! J’essaie {ce soir|demain|{day}}.',
      'Merci beaucoup, je cherchais justement pour le {it}.',
      'Un grand merci, je n’y aurais pas pensé.',
    ],
    agree: ['Exactement.', 'Tellement vrai, surtout pour le {it}.', 'On ne le dira jamais assez du {it}.'],
    closing: ['Avec plaisir ! Raconte-moi le {it}.', 'Bonne chance avec le {it} !', 'Quand tu veux.'],
    plan: ['On en parle {day} au {cafe} ?', 'Tu viens {day} ? J’apporte le {it}.'],
    accept: ['Avec joie, {day} me va.', 'C’est noté !', 'Enfin ! J’y serai.'],
    quoting: ['À lire, sur le {it} :', 'Ceci, deux fois aujourd’hui :'],
    tail: ['Voilà.', 'Bon {day} !', 'À suivre.', 'Sans regret.'],
  },
  ja: {
    hello: [
      'はじめまして。いつも静かに読んでいます。{it}の話がとても好きです。',
      'はじめてお返事します。{it}、いいですね。',
    ],
    remark: [
      '{it}、いいですね。',
      '{it}と聞いて、おなかが{すいた|鳴った}。',
      '読んでいるだけで{it}に行きたくなります。',
      '{it}の話、家族にも読みました。',
      'うらやましいです、{it}。',
    ],
    advice: [
      '{place}の人に{day}に聞いてみてください。詳しいですよ。',
      '{it}のことなら、今度お見せしますね。',
      '焦らないのが{it}のコツだと思います。',
    ],
    thanks: [
      'ありがとうございます！{今夜|明日|週末に}試してみます。',
      'なるほど、{it}のことがよくわかりました。ありがとう。',
      '助かりました。{it}、もう一度やってみます。',
    ],
    agree: ['本当にそうですね。', 'わかります、{it}は特に。', '同じことを考えていました。'],
    closing: [
      'どういたしまして。{it}の続き、楽しみにしています。',
      'また{it}の話をしましょう。',
      'いえいえ、いつでもどうぞ。',
    ],
    plan: ['{day}、一緒にどうですか？', '今度{it}の話をお茶でも飲みながら。{day}はいかがですか？'],
    accept: ['ぜひ！楽しみにしています。', '{day}、大丈夫です。', 'うれしいです、行きます。'],
    quoting: ['これ、すごくいいので読んでください。', '{it}について、うなずきながら読みました。'],
    tail: ['また明日。', 'いい{day}を。', '以上です。', '満足。'],
  },
}

/** What everybody in town knows. */
export const commonWords: Record<Language, Readonly<Record<string, readonly string[]>>> = {
  en: {
    day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    cafe: ['the Harbour Café', 'the Blue Kettle', 'Café Anker', 'the Tin Spoon'],
    street: ['Linden Street', 'Ropewalk Lane', 'Mill Quay', 'Chapel Hill', 'Saltgate', 'Lantern Row'],
    place: [
      'the old tram depot',
      'the harbour wall',
      'the Wednesday market',
      'the library',
      'the mill',
      'the boathouse',
    ],
  },
  de: {
    day: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    cafe: ['Café Anker', 'Blaue Kännchen', 'Hafencafé'],
    street: ['Lindenstraße', 'Mühlenkai', 'Kapellenberg'],
    place: ['am Hafen', 'in der Bücherei', 'an der Mühle', 'auf dem Mittwochsmarkt'],
  },
  es: {
    day: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
    cafe: ['el Café Anker', 'la Tetera Azul', 'el café del puerto'],
    street: ['la calle de los Tilos', 'el muelle del Molino'],
    place: ['la biblioteca', 'el mercado', 'el molino', 'el puerto'],
  },
  fr: {
    day: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    cafe: ['Café Anker', 'café du port', 'Chaudron bleu'],
    street: ['rue des Tilleuls', 'quai du Moulin'],
    place: ['la bibliothèque', 'le moulin', 'le port'],
  },
  ja: {
    day: ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'],
    cafe: ['港のカフェ', '青いやかん'],
    street: ['菩提樹通り', '水車通り'],
    place: ['図書館', '朝市', '港'],
  },
}
