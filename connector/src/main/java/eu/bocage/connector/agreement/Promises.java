package eu.bocage.connector.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Promises that no node can check: kept as they were signed, on both sides, and written into the ledger of both in the
 * same transaction. A promise counts for the member that signed it, for the dataset, project and charter that it names,
 * and for nothing else. The last one about a term holds, by the second in which it was signed: an older one that is
 * shown again changes nothing. Thread-safe.
 */
public final class Promises {

    /** Of one member, so that nobody fills the database. */
    private static final int MOST = 2_000;
    /** How far the clock of whoever signs may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final Did self;
    private final NodeKeys keys;
    private final Territory territory;
    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;

    public Promises(Did self, NodeKeys keys, Territory territory, Database database, Ledger ledger,
                    InstantSource clock) {
        this.self = self;
        this.keys = keys;
        this.territory = territory;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Signs promises of this node; they are written down before anybody has them. When the clock was put back they bear
     * the time of what they replace.
     */
    public Promised sign(Did provider, String dataset, String project, String charter, Set<Promise> promises) {
        Instant now = clock.instant();
        Instant at = kept(self, dataset, project, charter).filter(kept -> kept.provider().equals(provider))
            .map(Kept::at).filter(now::isBefore).max(Comparator.naturalOrder()).orElse(now);
        Promised promised = Promised.sign(provider, dataset, project, charter, promises, at, self, keys);
        keep("promise-given", promised);
        return promised;
    }

    /**
     * Takes what another member promised to this node.
     *
     * @return why not, in both languages; empty when it was taken
     */
    public Optional<Unkept> receive(byte[] bytes) {
        if (!(Promised.parse(bytes) instanceof Opened.Valid<Promised>(Promised promised))) {
            return Optional.of(new Unkept("La promesse n'est pas bien formée.", "The promise is not well formed."));
        }
        if (!(territory.standing(promised.requester()) instanceof Standing.Active(Member member))
            || !(promised.envelope().open(Promised.TAG, member.verificationKey())
                instanceof Opened.Valid<ObjectNode>)) {
            return Optional.of(new Unkept("La promesse n'est pas signée par un membre actif.",
                "The promise is not signed by an active member."));
        }
        if (!promised.provider().equals(self)) {
            return Optional.of(new Unkept("La promesse s'adresse à un autre membre.",
                "The promise is made to another member."));
        }
        if (territory.charters().find(promised.charter()).isEmpty() || territory.project(promised.project())
            .filter(project -> project.owner().equals(promised.requester())).isEmpty()) {
            return Optional.of(new Unkept("La promesse nomme une charte ou un projet inconnu ici.",
                "The promise names a charter or a project unknown here."));
        }
        if (all(promised.requester()).size() >= MOST) {
            return Optional.of(new Unkept("Ce membre a déjà " + MOST + " promesses en cours ici.",
                "This member has " + MOST + " promises here already."));
        }
        if (promised.at().isAfter(clock.instant().plus(AHEAD))) {
            return Optional.of(new Unkept("La promesse porte une date future. Mettez à l'heure l'horloge du nœud qui"
                + " signe.", "The promise bears a time to come. Set the clock of the node that signs it."));
        }
        if (isOld(promised)) {
            return Optional.of(new Unkept("Une promesse plus récente sur le même sujet est déjà gardée ici ; elle"
                + " reste. Pour la changer, signez-en une nouvelle.", "A newer promise about the same is kept here"
                + " already; it stays. To change it, sign a new one."));
        }
        keep("promised", promised);
        return Optional.empty();
    }

    /** Why a promise was not taken. */
    public record Unkept(String french, String english) {
    }

    /** What a member has promised for a dataset and a project under a charter. */
    public Set<Promise> of(Did requester, String dataset, String project, String charter) {
        return kept(requester, dataset, project, charter).map(Kept::promise).collect(Collectors.toUnmodifiableSet());
    }

    /** One promise as it is kept. @param at when it was last signed, to the second */
    public record Kept(Did provider, String dataset, String project, String charter, Promise promise, Instant at) {
    }

    /** Every promise of a member that this node keeps. */
    public List<Kept> all(Did requester) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT provider, dataset, project, charter, term, promised, signed_at FROM promise
                WHERE requester = :requester ORDER BY provider, dataset, project, charter, term""")
            .bind("requester", requester.text())
            .map((row, context) -> new Kept(new Did(row.getString("provider")), row.getString("dataset"),
                row.getString("project"), row.getString("charter"),
                new Promise(Term.ofKey(row.getString("term")).orElseThrow(), row.getString("promised")),
                Instant.ofEpochSecond(row.getLong("signed_at"))))
            .list());
    }

    private Stream<Kept> kept(Did requester, String dataset, String project, String charter) {
        return all(requester).stream().filter(kept -> kept.dataset().equals(dataset) && kept.project().equals(project)
            && kept.charter().equals(charter));
    }

    /** What is kept about one of the same terms, between the same members. */
    private Stream<Kept> former(Promised promised) {
        Set<Term> terms = promised.promises().stream().map(Promise::term).collect(Collectors.toSet());
        return kept(promised.requester(), promised.dataset(), promised.project(), promised.charter())
            .filter(kept -> kept.provider().equals(promised.provider()) && terms.contains(kept.promise().term()));
    }

    private boolean isOld(Promised promised) {
        return former(promised).anyMatch(kept -> kept.at().getEpochSecond() > promised.at().getEpochSecond());
    }

    /** The same promise again moves its time and is no new entry. A newer one that came meanwhile makes this fail. */
    private void keep(String kind, Promised promised) {
        database.useTransaction(handle -> {
            long at = promised.at().getEpochSecond();
            boolean same = former(promised).map(Kept::promise).collect(Collectors.toSet())
                .equals(promised.promises());
            for (Promise promise : new TreeSet<>(promised.promises())) {
                handle.execute("""
                    DELETE FROM promise WHERE requester = ? AND provider = ? AND dataset = ? AND project = ?
                    AND charter = ? AND term = ? AND signed_at <= ?""", promised.requester().text(),
                    promised.provider().text(), promised.dataset(), promised.project(), promised.charter(),
                    promise.term().key(), at);
                handle.execute("""
                    INSERT INTO promise (requester, provider, dataset, project, charter, term, promised, content,
                    received_at, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", promised.requester().text(),
                    promised.provider().text(), promised.dataset(), promised.project(), promised.charter(),
                    promise.term().key(), promise.value(), Json.text(promised.envelope().bytes()),
                    clock.instant().getEpochSecond(), at);
            }
            if (!same) {
                ledger.append(kind, content(promised));
            }
        });
    }

    private static ObjectNode content(Promised promised) {
        ObjectNode content = Json.object().put("requester", promised.requester().text())
            .put("provider", promised.provider().text()).put("dataset", promised.dataset())
            .put("project", promised.project()).put("charter", promised.charter())
            .put("document", promised.envelope().hash());
        ArrayNode array = content.putArray("promises");
        new TreeSet<>(promised.promises()).forEach(promise -> array.addObject().put("term", promise.term().key())
            .put("value", promise.value()));
        return content;
    }
}
