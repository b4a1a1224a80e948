import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import type { Pair } from '../core/words.ts'

/** Relative paths in settings start here, wherever a command is typed. */
const root = join(import.meta.dirname, '..')

const text = z.string().trim().min(1)
const url = (...protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)))

/** Every setting: how it is read, and what a person who got it wrong is told was expected. */
const fields = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65535).default(8400),
    expected: ['0–65535 的端口号', 'a port from 0 to 65535'],
  },
  HOST: { schema: text.default('localhost'), expected: ['监听的主机名或地址', 'a host name or address to listen on'] },
  DATA_DIR: { schema: text.default('./data'), expected: ['数据文件夹', 'the data folder'] },
  DATABASE_URL: {
    schema: url('postgres', 'postgresql').optional(),
    expected: ['postgres:// 开头的连接地址，角色须可建表', 'a postgres:// address of a role that may create tables'],
  },
  PUBLIC_URL: {
    schema: url('http', 'https').optional(),
    expected: ['对外网址，如 https://shoumi.example.cn', 'the public address, such as https://shoumi.example.cn'],
  },
  SMTP_URL: {
    schema: url('smtp', 'smtps').optional(),
    expected: ['smtp:// 或 smtps:// 开头的地址', 'an smtp:// or smtps:// address'],
  },
  MAIL_FROM: { schema: z.email().optional(), expected: ['发件人邮箱', 'the sender’s e-mail address'] },
  OIDC_ISSUER: {
    schema: url('https', 'http').optional(),
    expected: ['身份提供方网址', 'the address of the identity provider'],
  },
  OIDC_CLIENT_ID: {
    schema: text.optional(),
    expected: ['身份提供方给出的客户端编号', 'the client id given by the identity provider'],
  },
  OIDC_CLIENT_SECRET: {
    schema: text.optional(),
    expected: ['身份提供方给出的密钥', 'the secret given by the identity provider'],
  },
  OIDC_LABEL: {
    schema: text.default('统一身份认证'),
    expected: ['登录按钮上的名称', 'the words on the sign-in button'],
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
    expected: ['fatal、error、warn、info、debug、silent 之一', 'one of fatal, error, warn, info, debug, silent'],
  },
  WORKER: { schema: z.enum(['inline', 'off']).default('inline'), expected: ['inline 或 off', 'inline or off'] },
  LOG_WITNESSES: {
    schema: text.optional(),
    expected: ['见证策略文件（C2SP tlog-policy 格式）的路径', 'the path of a policy file in the C2SP tlog-policy form'],
  },
  TIMESTAMP_AUTHORITIES: {
    schema: text.optional(),
    expected: ['时间戳机构清单（YAML）的路径', 'the path of a YAML list of timestamp authorities'],
  },
  LOG_PUBLISH_SECONDS: {
    schema: z.coerce.number().min(0.2).max(3600).default(1),
    expected: ['0.2–3600 秒', 'seconds, from 0.2 to 3600'],
  },
  LOG_S3_URL: {
    schema: url('https', 'http').optional(),
    expected: ['对象存储桶的网址', 'the address of a bucket that speaks S3'],
  },
  LOG_S3_REGION: { schema: text.default('auto'), expected: ['对象存储的区域', 'the region of the bucket'] },
  LOG_S3_KEY_ID: { schema: text.optional(), expected: ['对象存储的访问密钥编号', 'the access key id of the bucket'] },
  LOG_S3_SECRET: { schema: text.optional(), expected: ['对象存储的访问密钥', 'the secret key of the bucket'] },
  TRUST_PROXY: { schema: z.stringbool().default(false), expected: ['true 或 false', 'true or false'] },
} as const satisfies Record<string, { schema: z.ZodType; expected: Pair }>
type Name = keyof typeof fields

const secretNames: readonly Name[] = ['DATABASE_URL', 'SMTP_URL', 'OIDC_CLIENT_SECRET', 'LOG_S3_SECRET']
/** Settings that mean nothing without each other. */
const together: readonly (readonly Name[])[] = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['LOG_S3_URL', 'LOG_S3_KEY_ID', 'LOG_S3_SECRET'],
]

export type Settings = {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly mail: { readonly url: string; readonly from: string } | null
  readonly oidc: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly label: string
  } | null
  readonly logLevel: string
  readonly log: {
    readonly witnessFile: string | null
    readonly authorityFile: string | null
    readonly publishMs: number
    readonly s3: {
      readonly url: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    } | null
  }
  readonly worker: 'inline' | 'off'
  readonly trustProxy: boolean
}

/** Every wrong setting at once, each on a line: its name, what was given (secrets masked), what was expected. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** An empty value counts as not set, because that is what people mean by `PORT=`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.keys(fields).map((name) => [name, env[name] === '' ? undefined : env[name]]))
  const schema = z.object(
    Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) as Shape,
  )
  const parsed = schema.safeParse(given)
  const wrong = [
    ...(parsed.error?.issues ?? []).map((issue) => complaint(issue.path[0] as Name, given)),
    ...halfSet(given),
  ]
  if (!parsed.success || wrong.length > 0) throw new SettingsError([...new Set(wrong)].join('\n'))
  const value = parsed.data
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: resolve(root, value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    publicUrl: (
      value.PUBLIC_URL ?? `http://${value.HOST === '0.0.0.0' ? 'localhost' : value.HOST}:${value.PORT}`
    ).replace(/\/+$/, ''),
    mail: value.SMTP_URL && value.MAIL_FROM ? { url: value.SMTP_URL, from: value.MAIL_FROM } : null,
    oidc:
      value.OIDC_ISSUER && value.OIDC_CLIENT_ID && value.OIDC_CLIENT_SECRET
        ? {
            issuer: value.OIDC_ISSUER,
            clientId: value.OIDC_CLIENT_ID,
            clientSecret: value.OIDC_CLIENT_SECRET,
            label: value.OIDC_LABEL,
          }
        : null,
    logLevel: value.LOG_LEVEL,
    log: {
      witnessFile: value.LOG_WITNESSES ? resolve(root, value.LOG_WITNESSES) : null,
      authorityFile: value.TIMESTAMP_AUTHORITIES ? resolve(root, value.TIMESTAMP_AUTHORITIES) : null,
      publishMs: value.LOG_PUBLISH_SECONDS * 1000,
      s3:
        value.LOG_S3_URL && value.LOG_S3_KEY_ID && value.LOG_S3_SECRET
          ? {
              url: value.LOG_S3_URL.replace(/\/+$/, ''),
              region: value.LOG_S3_REGION,
              accessKeyId: value.LOG_S3_KEY_ID,
              secretAccessKey: value.LOG_S3_SECRET,
            }
          : null,
    },
    worker: value.WORKER,
    trustProxy: value.TRUST_PROXY,
  }
}
type Shape = { [N in Name]: (typeof fields)[N]['schema'] }

/** The environment of this process, over the file `settings.env` beside the program. The only place that reads either. */
export function settingsOfProcess(defaults: Readonly<Record<string, string>> = {}): Settings {
  const file = join(root, 'settings.env')
  return readSettings({
    ...defaults,
    ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}),
    ...process.env,
  })
}

function complaint(name: Name, given: Readonly<Record<string, string | undefined>>): string {
  const shown = secretNames.includes(name) ? '***' : JSON.stringify(given[name] ?? '')
  const [zh, en] = fields[name].expected
  return `设置 ${name} 的值 ${shown} 不正确，应为：${zh}。 / setting ${name} is ${shown}; expected ${en}.`
}

const halfSet = (given: Readonly<Record<string, string | undefined>>): string[] =>
  together.flatMap((group) => {
    const missing = group.filter((name) => given[name] === undefined)
    if (missing.length === 0 || missing.length === group.length) return []
    return [
      `设置 ${group.join('、')} 须同时给出，缺少 ${missing.join('、')}。 / settings ${group.join(', ')} go together; missing: ${missing.join(', ')}.`,
    ]
  })
