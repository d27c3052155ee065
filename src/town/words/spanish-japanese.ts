import type { Topic } from './topic.ts'

export const spanish: readonly Topic[] = [
  {
    name: 'cocina',
    language: 'es',
    hashtags: ['Cocina', 'Recetas'],
    things: ['guiso', 'potaje', 'arroz caldoso', 'gazpacho', 'bizcocho', 'sofrito', 'pan de aceite', 'cocido'],
    words: {
      toque: ['un poco de pimentón', 'una hoja de laurel', 'ralladura de limón', 'comino tostado'],
      fin: ['no sobró nada', 'vino media escalera', 'repetimos todos', 'mi abuela aprobó con un gesto'],
    },
    says: [
      'Hoy {things} con {toque}. Resultado: {fin}.',
      'El secreto del {things}: {toque}, fuego bajo y {paciencia|radio|buena compañía}.',
      'Se me pegó el {things}. Lo llamaremos {tostado|rústico|receta nueva}.',
      'Domingo de lluvia, {things} en la mesa, las ventanas empañadas.',
      'Mi vecina cambió {toque} por un plato de {things}. Salimos ganando las dos.',
      'Abrí la nevera sin esperanza y salió un {things}. {fin}.',
      'Nadie hace el {things} como mi madre, y ella dice lo mismo de la suya.',
    ],
    asks: [
      '¿Qué le ponéis al {things} para que no quede soso?',
      '¿Se puede congelar el {things}?',
      '¿Alguien tiene una receta de {things} sin cebolla?',
    ],
    answers: [
      'Prueba con {toque} al final, le cambia la vida al {it}.',
      'Sí, pero sin las patatas; el {it} lo agradece.',
      'El {it} de un día para otro siempre está mejor.',
    ],
    wonders: ['¿Cuánto tiempo cuece el {it}?', '¿Queda un poco de {it}?', '¿Compartes la receta del {it}?'],
    links: ['Aquí dejo la receta del {things}:'],
  },
  {
    name: 'barrio',
    language: 'es',
    hashtags: ['Barrio', 'Paseos'],
    things: ['mercado', 'puerto', 'kiosco', 'parque', 'mirador', 'tranvía', 'taller de bicis', 'cine de verano'],
    words: {
      vista: ['un perro con corbata', 'dos ancianos jugando al ajedrez', 'una gaviota ladrona', 'niebla como leche'],
      hora: ['a las seis', 'al anochecer', 'antes del café', 'después de la lluvia'],
    },
    says: [
      'En el {things}, {hora}: {vista}.',
      'Paseo por el {things}. Volví con {pan|una planta|tres historias}.',
      'El {things} vuelve a abrir el {sábado|domingo}. ¡Por fin!',
      '{vista} en el {things}. No hice foto, tenéis que creerme.',
      'Me gusta el {things} {hora}, cuando todo el mundo habla bajito.',
      'He aprendido más en la cola del {things} que en la universidad.',
    ],
    asks: [
      '¿Está abierto el {things} el domingo?',
      '¿Quién se viene al {things} {hora}?',
      '¿Desde cuándo hay música en el {things}?',
    ],
    answers: [
      'Sí, hasta las dos; el {it} se llena pronto.',
      '¡Yo voy! Nos vemos en el {it}.',
      'Desde siempre, pero en el {it} nadie lo anuncia.',
    ],
    wonders: ['¿Había mucha gente en el {it}?', '¿Vas al {it} todas las semanas?', '¿Qué tal el {it} con niños?'],
    links: ['Un plano del barrio, con el {things}:'],
  },
  {
    name: 'radio',
    language: 'es',
    hashtags: ['Radio', 'Música'],
    things: ['programa', 'concierto', 'bolero', 'coro', 'acordeón', 'vinilo', 'tambor'],
    words: {
      efecto: [
        'me hizo llorar en el tranvía',
        'despertó al gato',
        'sonó hasta las tres',
        'nos puso a bailar en la cocina',
      ],
    },
    says: [
      'El {things} de anoche {efecto}.',
      'Encontré un {things} en el rastro, {efecto}.',
      'Ensayo con el {things}: {efecto}.',
      'Un {things} y una silla en el balcón. {efecto}.',
    ],
    asks: ['¿Alguien conoce un buen {things} para empezar?', '¿Quién toca el sábado, hay {things}?'],
    answers: ['Empieza despacio; el {it} se aprende de oído.', 'El sábado toca el {it}, y la entrada es libre.'],
    wonders: ['¿Hay grabación del {it}?', '¿De qué año es el {it}?'],
    links: ['El {things} completo, para escuchar:'],
  },
]

export const japanese: readonly Topic[] = [
  {
    name: '散歩',
    language: 'ja',
    hashtags: ['散歩', '写真'],
    things: ['川沿いの道', '古い橋', '朝の公園', '小さな神社', '商店街', '坂道', '夕方の港', '並木道'],
    words: {
      何か: ['猫が三匹', 'きれいな夕焼け', '金木犀の香り', '知らない鳥', '手書きの看板', '焼き芋の匂い'],
      時: ['今朝', '昼休みに', '帰り道に', '雨の合間に'],
    },
    says: [
      '{時}{things}を歩いた。{何か}があって、少し遠回りした。',
      '{things}で{何か}に出会う。いい日だ。',
      '{時}、{things}まで。{何か}。それだけで{十分|満足|元気が出た}。',
      '{things}はいつも静かで好きだ。今日は{何か}まで。',
      '傘を忘れて{things}で雨宿り。{何か}を眺めていた。',
      '今日の散歩は{things}。写真を撮り忘れるくらい{よかった|楽しかった|のんびりした}。',
    ],
    asks: [
      '{things}の近くでおいしいお茶が飲めるところ、ありますか？',
      '{things}はいつ行くのが一番きれいですか？',
      '{things}で見た{何か}、名前を知りたいです。',
    ],
    answers: [
      '{it}なら、朝早くがおすすめですよ。',
      '{it}の角を曲がったところに小さな店があります。',
      '{it}は雨上がりが一番きれいだと思います。',
      '{it}へは電車のほうが楽ですよ。',
      '{時}通りました。{it}には{何か}がいましたよ。',
      '{it}の入口の看板に地図があります。',
    ],
    wonders: ['{it}までどのくらい歩きますか？', '{it}は夜も歩けますか？', '今度{it}に一緒に行きませんか？'],
    links: ['{things}の地図を描きました：'],
  },
  {
    name: '料理',
    language: 'ja',
    hashtags: ['料理', '今日のごはん'],
    things: ['味噌汁', '炊き込みご飯', '肉じゃが', '卵焼き', 'おにぎり', '豚汁', '漬物', '焼き魚', '手作りパン'],
    words: {
      具: ['かぼちゃ', '大根の葉', 'きのこ', '生姜たっぷり', '昨日の残り'],
      気分: ['ほっとする', '幸せ', '寝坊も許せる', '週末の味がする'],
    },
    says: [
      '今日の{things}は{具}で。{気分}。',
      '{things}を作りすぎた。明日も{things}。',
      '{具}を入れた{things}、家族に好評。{気分}。',
      '祖母の{things}にはまだ勝てない。でも{具}を足したら近づいた。',
      '寒いので{things}。{具}が決め手。',
      '朝から{things}を仕込む。台所が{いい匂い|あたたかい|静か}。',
    ],
    asks: [
      '{things}に{具}を入れる人、いますか？',
      '{things}がいつも水っぽくなります。コツはありますか？',
      '{things}は冷凍できますか？',
    ],
    answers: [
      '{it}は火を弱めて、ゆっくりがいいですよ。',
      '{具}を先に炒めると、{it}がぐっとおいしくなります。',
      '{it}は次の日のほうが味がしみますね。',
      'うちの{it}は{具}入りです。試してみてください。',
      '{it}なら、最後に少し{具}を足すと変わりますよ。',
      '冷凍できますよ。{it}は小分けが便利です。',
      '祖母は{it}に{具}を入れていました。',
    ],
    wonders: ['{it}の作り方、教えてください！', '{it}に何を入れましたか？', '{it}、まだ残っていますか？'],
    links: ['{things}の作り方を書きました：'],
  },
]
