// Ask an endpoint with clients from npm, update it, and print what they say: node clients.mjs ENDPOINT TOKEN [comunica]

import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'
import ParsingClient from 'sparql-http-client/ParsingClient.js'
import StreamClient from 'sparql-http-client'

const [endpoint, token, extra] = process.argv.slice(2)
const labels = 'SELECT ?name { ?x a <https://w3id.org/ecograph/ontology#Agency> ; rdfs:label ?name } ORDER BY ?name'
const construct = 'CONSTRUCT { ?x rdfs:label ?name } { ?x a <https://w3id.org/ecograph/ontology#Agency> ; rdfs:label ?name }'
const update = name => `INSERT DATA { GRAPH <http://mine.example/notes> { <http://x/${name}> <http://x/y> 1 } }`
const ask = name => `ASK { GRAPH <http://mine.example/notes> { <http://x/${name}> <http://x/y> 1 } }`
const headers = { Authorization: `Bearer ${token}` }
const told = {}

async function all (stream) {
  const found = []
  for await (const each of stream) found.push(each)
  return found
}

// The usual prefixes are ours to know: this client reads the query first.
const prefix = 'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> '
for (const method of ['GET', 'POST']) {
  const fetcher = new SparqlEndpointFetcher({ method, defaultHeaders: new Headers(headers) })
  const name = `fetch-${method}`
  await fetcher.fetchUpdate(endpoint, prefix + update(name))
  told[name] = {
    rows: (await all(await fetcher.fetchBindings(endpoint, prefix + labels))).map(row => row.name.value),
    triples: (await all(await fetcher.fetchTriples(endpoint, prefix + construct))).length,
    ask: await fetcher.fetchAsk(endpoint, prefix + ask(name))
  }
}

const client = new ParsingClient({ endpointUrl: endpoint, updateUrl: endpoint, headers })
await client.query.update(update('http'))
told.http = {
  rows: (await client.query.select(labels)).map(row => row.name.value),
  triples: (await client.query.construct(construct)).size,
  ask: await client.query.ask(ask('http'))
}
const store = new StreamClient({ endpointUrl: endpoint, storeUrl: endpoint.replace(/sparql$/, 'graphs'), headers })
const graph = store.factory.namedNode('http://mine.example/notes')
told.store = { triples: (await all(store.store.get(graph))).length }

if (extra === 'comunica') {
  const { QueryEngine } = await import('@comunica/query-sparql')
  const engine = new QueryEngine()
  const context = { sources: [{ type: 'sparql', value: endpoint }] }
  told.comunica = { rows: (await (await engine.queryBindings(prefix + labels, context)).toArray()).map(row => row.get('name').value) }
  const detected = { sources: [endpoint] }
  told.detected = { rows: (await (await engine.queryBindings(prefix + labels, detected)).toArray()).map(row => row.get('name').value) }
}
console.log(JSON.stringify(told))
