'use strict'
// Reads the package's JSON files, checks what the Java code relies on, writes tab-separated files.
const fs = require('fs')
const path = require('path')

const [source, target] = process.argv.slice(2)
const read = name => JSON.parse(fs.readFileSync(path.join(source, name + '.json'), 'utf8'))
const byCode = (a, b) => a.code < b.code ? -1 : a.code > b.code ? 1 : 0

function check (condition, text) {
  if (!condition) throw new Error(text)
}

function write (name, columns, rows) {
  const lines = [columns, ...rows].map(row => row.map(value => {
    const text = String(value ?? '')
    check(!/[\t\r\n]/.test(text), `a tab or line break in ${name}: ${JSON.stringify(text)}`)
    return text
  }).join('\t'))
  fs.writeFileSync(path.join(target, name + '.tsv'), lines.join('\n') + '\n')
  console.log(`${name}: ${rows.length}`)
}

const all = read('communes')
const communes = all.filter(c => c.type === 'commune-actuelle').sort(byCode)
const departements = read('departements').sort(byCode)
const regions = read('regions').sort(byCode)
const epcis = read('epci').sort(byCode)

const current = new Map(communes.map(c => [c.code, c]))
const regionOf = new Map(departements.map(d => [d.code, d.region]))
const epciOf = new Map()
for (const epci of epcis) {
  for (const member of epci.membres) {
    check(current.has(member.code), `EPCI ${epci.code} has the unknown commune ${member.code}`)
    check(!epciOf.has(member.code), `commune ${member.code} is in two EPCI`)
    epciOf.set(member.code, epci.code)
  }
}
for (const commune of communes) {
  check(regionOf.get(commune.departement) === commune.region, `commune ${commune.code} is in two regions`)
}

const other = new Map()
for (const commune of communes) {
  for (const code of commune.anciensCodes || []) {
    check(!current.has(code) && !other.has(code), `the former code ${code} is ambiguous`)
    other.set(code, commune.code)
  }
}
for (const part of all.filter(c => c.type === 'arrondissement-municipal')) {
  check(!current.has(part.code) && !other.has(part.code), `the code ${part.code} is ambiguous`)
  other.set(part.code, part.commune)
}

write('regions', ['code', 'name'], regions.map(r => [r.code, r.nom]))
write('departements', ['code', 'name', 'region'], departements.map(d => [d.code, d.nom, d.region]))
write('epci', ['code', 'name'], epcis.map(e => [e.code, e.nom]))
write('communes', ['code', 'name', 'epci', 'departement', 'population'],
  communes.map(c => [c.code, c.nom, epciOf.get(c.code), c.departement, c.population]))
write('other-codes', ['code', 'commune'], [...other].sort((a, b) => a[0] < b[0] ? -1 : 1))
