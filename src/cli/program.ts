/** Every command with its options and help. Each calls one function of this folder. */

import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { type Config, readConfig, readDemoConfig } from '../config.ts'
import { withTool } from '../main.ts'
import { accountCommands, restoreNamed, setRole } from './accounts.ts'
import { auditNamed } from './audit.ts'
import { backup } from './backup.ts'
import { check } from './check.ts'
import { addEmojiFile, listEmojis, removeNamedEmoji } from './emojis.ts'
import { replay } from './replay.ts'
import { restore } from './restore.ts'
import { allRoutes, routeLines } from './routes.ts'
import { settings } from './settings.ts'
import { runServer } from './start.ts'

const environment = `
Settings from the environment:
  TWOWAY_ORIGIN            the public address behind a proxy, like https://social.example
                           (fixed at the first start; default: http://localhost:PORT)
  TWOWAY_DATA              the data folder (default: ./data)
  TWOWAY_HOST, TWOWAY_PORT the same as --host and --port
  DATABASE_URL             a PostgreSQL 15 or newer, UTF-8, instead of the embedded one
  TWOWAY_TRUSTED_PROXIES   addresses or ranges whose X-Forwarded-For is believed, by comma
  TWOWAY_DATABASE_USER     who runs the embedded database when Twoway is started as root
  TWOWAY_RATE_LIMIT_FACTOR how many times Mastodon's usual number of requests is allowed (default: 1)
  TWOWAY_METRICS_TOKEN     lets other machines read /metrics with this bearer token
  TWOWAY_LOG               trace, debug, info, warn (default), error or fatal
`

const say = (line: string) => console.log(line)
const configFor = (command: Command): Config => readConfig(command.optsWithGlobals())

const isUsername = (text: string) => /^@?\w{1,30}$/.test(text)

/** The command ends with 1 when nothing was done. */
async function orFail(done: Promise<boolean>) {
  if (!(await done)) process.exitCode = 1
}

export function createProgram(): Command {
  const program = new Command('twoway')
    .description('A self-hosted social network that helps people connect instead of collecting followers.')
    .option('--data <folder>', 'the data folder (default: ./data)')
    .addHelpText('after', environment)
    .showHelpAfterError()

  program
    .command('start')
    .description('start the server')
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1; 0.0.0.0 for every one)')
    .option('--port <number>', 'the port to listen on (default: 3000)')
    .option('--data <folder>', 'the data folder (default: ./data)')
    .addHelpText('after', environment)
    .action((_options, command) => runServer(configFor(command)))

  program
    .command('demo')
    .description('open a made-up town, on this machine only, and look at it through the eyes of its residents')
    .option('--port <number>', 'the port to listen on (default: 3100)')
    .option('--data <folder>', 'where the town is kept (default: ./demo)')
    .action((_options, command) => runServer(readDemoConfig(command.optsWithGlobals())))

  program
    .command('backup')
    .description('write everything into one file, also while the server runs')
    .argument('<file>')
    .action((file, _options, command) => backup(configFor(command), file, say))
  program
    .command('restore')
    .description('load a backup into an empty database; or, given a name, show a suspended account again')
    .argument('<file or name>')
    .action((what, _options, command) =>
      existsSync(what) || !isUsername(what)
        ? restore(configFor(command), what, say)
        : withTool(configFor(command), say, ({ ctx }) => orFail(restoreNamed(ctx, what, say))),
    )
  program
    .command('check')
    .description('look for inconsistencies in the database')
    .option('--repair', 'mend what can be mended')
    .action(async (options, command) => {
      const clean = await withTool(configFor(command), say, ({ ctx }) =>
        check(ctx, { repair: options.repair === true }, say),
      )
      if (!clean) process.exitCode = 1
    })
  program
    .command('audit')
    .description('the audit of whom one person here follows')
    .argument('<name>')
    .action((name, _options, command) =>
      withTool(configFor(command), say, ({ ctx }) => orFail(auditNamed(ctx, name, process.stdout, say))),
    )
  program
    .command('replay')
    .description('load interactions (lines of: actor target unix_time RT|MT|RE, gzipped or not)')
    .argument('<file>')
    .option('--infer-follows', 'let an actor follow the target from their first act on')
    .option('--prefix <letters>', 'set before every name (default: u, where the source names people by number)')
    .action((file, options, command) =>
      withTool(configFor(command), say, ({ ctx, database }) =>
        replay(ctx, database, file, { inferFollows: options.inferFollows === true, prefix: options.prefix }, say),
      ),
    )
  program
    .command('settings')
    .description('show or change what the server says of itself and who may sign up')
    .option('--title <text>')
    .option('--description <text>')
    .option('--contact <email>')
    .option('--registrations <mode>', 'open, approval or closed')
    .option('--rule <text...>', 'the rules of the server, in order (replaces the former ones)')
    .action((options, command) => withTool(configFor(command), say, ({ ctx }) => settings(ctx, options, say)))

  const emoji = program.command('emoji').description('the small pictures that people write by name, :like_this:')
  emoji
    .command('add')
    .description('add one, or put another picture in its place (up to 256 kB; PNG, GIF, WebP, AVIF or JPEG)')
    .argument('<name>')
    .argument('<file>')
    .option('--category <text>', 'under which heading apps list it')
    .action((shortcode, path, { category }, command) =>
      withTool(configFor(command), say, ({ ctx }) => orFail(addEmojiFile(ctx, { shortcode, path, category }, say))),
    )
  emoji
    .command('remove')
    .argument('<name>')
    .action((shortcode, _options, command) =>
      withTool(configFor(command), say, ({ ctx }) => orFail(removeNamedEmoji(ctx, shortcode, say))),
    )
  emoji
    .command('list')
    .action((_options, command) => withTool(configFor(command), say, ({ ctx }) => listEmojis(ctx, say)))

  program
    .command('routes')
    .description('print every route of the server: method, path, who may call it, scope')
    .action(() => routeLines(allRoutes()).forEach(say))
  program
    .command('role')
    .description('make somebody owner, moderator or person')
    .argument('<name>')
    .argument('<role>')
    .action((name, role, _options, command) =>
      withTool(configFor(command), say, ({ ctx }) => orFail(setRole(ctx, name, role, say))),
    )

  for (const { name, description, argument, run } of accountCommands)
    program
      .command(name)
      .description(description)
      .argument(argument)
      .action((value: string | undefined, _options: unknown, command: Command) =>
        withTool(configFor(command), say, ({ ctx }) => orFail(run(ctx, value ?? '', say))),
      )
  return program
}
