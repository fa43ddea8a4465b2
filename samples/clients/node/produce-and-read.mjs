// Submits three leads and waits for their results, with nothing of LeadRelay's but its topics and schemas.
//   BOOTSTRAP=127.0.0.1:19092 REGISTRY=http://127.0.0.1:18081/apis/ccompat/v7 node produce-and-read.mjs
import { createHash, randomUUID } from 'node:crypto'
import kafkajs from 'kafkajs'
import registryClient from '@kafkajs/confluent-schema-registry'
import lz4 from 'lz4js'

const { Kafka, CompressionTypes, CompressionCodecs, logLevel } = kafkajs
const { SchemaRegistry } = registryClient

// LeadRelay writes lz4; kafkajs takes any codec that is handed to it.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
})

const kafka = new Kafka({
  clientId: 'node-client',
  brokers: [process.env.BOOTSTRAP ?? '127.0.0.1:19092'],
  logLevel: logLevel.ERROR,
})
const registry = new SchemaRegistry({ host: process.env.REGISTRY ?? 'http://127.0.0.1:18081/apis/ccompat/v7' })
const listId = process.env.LIST_ID ?? `node-${randomUUID().slice(0, 8)}`
const profile = process.env.PROFILE ?? 'default'
const domains = (process.env.DOMAINS ?? '').split(',').filter(Boolean)
const prefix = process.env.TOPIC_PREFIX ?? ''
const patience = Number(process.env.TIMEOUT_MS ?? 90_000)

const leads = domains.slice(0, 3).map((domain, i) => ({
  leadId: createHash('sha256').update(`${listId}/${domain}`).digest('hex').slice(0, 32),
  externalId: `crm-${i + 1}`,
  extra: { campaign: 'node' },
  firstName: null, lastName: null, fullName: null, title: null, company: null,
  companyDomain: domain,
  website: `http://${domain}/`,
  linkedinUrl: null,
  email: `info@${domain}`,
  emailKind: 'ROLE',
  phone: null, industry: null, employeeCount: null, employeeRangeRaw: null,
  countryIso2: null, countryRaw: null, city: null, language: null, notes: null,
  doNotContact: false,
  sourceRow: i + 1,
  warnings: [],
}))
if (leads.length !== 3) {
  console.error('produce-and-read: set DOMAINS to three comma-separated company domains')
  process.exit(2)
}

const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()
const schemaId = await registry.getLatestSchemaId(`${prefix}leads.lists-value`)
await producer.send({
  topic: `${prefix}leads.lists`,
  messages: [{
    key: listId,
    value: await registry.encode(schemaId, {
      listId,
      part: 0,
      lastPart: true,
      submittedAt: Date.now(),
      source: 'node client',
      settings: {
        profile,
        language: 'en',
        maxTokensPerLead: 200_000,
        maxCostMicrosPerLead: 200_000,
        maxCostMicros: null,
        requireApproval: false,
        noEvidence: 'DISQUALIFY',
      },
      leads,
    }),
  }],
})
await producer.disconnect()

const results = new Map()
const flat = new Map()
const consumer = kafka.consumer({ groupId: `node-${randomUUID()}`, readUncommitted: false })
await consumer.connect()
await consumer.subscribe({ topics: [`${prefix}leads.results`, `${prefix}leads.results.flat`], fromBeginning: true })
const done = new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error(`no three results within ${patience} ms`)), patience)
  consumer.run({
    eachMessage: async ({ topic, message }) => {
      const key = message.key?.toString() ?? ''
      if (!key.startsWith(`${listId}/`) || message.value === null) return
      const record = await registry.decode(message.value)
      ;(topic === `${prefix}leads.results` ? results : flat).set(key, record)
      if (results.size === 3 && flat.size === 3) {
        clearTimeout(timer)
        resolve()
      }
    },
  })
})
try {
  await done
  for (const [key, result] of results) {
    const twin = flat.get(key)
    console.log(JSON.stringify({
      key,
      externalId: result.externalId,
      campaign: result.lead.extra.campaign,
      status: result.status,
      flatStatus: twin.status,
      flatExternalId: twin.externalId,
      subject: twin.draftSubject,
    }))
  }
} catch (e) {
  console.error(`produce-and-read: ${e.message}`)
  process.exitCode = 1
} finally {
  await consumer.disconnect()
}
