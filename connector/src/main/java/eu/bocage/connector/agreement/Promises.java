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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Promises that no node can check: kept as they were signed, on both sides, and written into the ledger of both in the
 * same transaction. A promise counts for the member that signed it, for the dataset, project and charter that it names,
 * and for nothing else; the last one about a term holds. Thread-safe.
 */
public final class Promises {

    /** Of one member, so that nobody fills the database. */
    private static final int MOST = 2_000;

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

    /** Signs promises of this node; they are written down before anybody has them. */
    public Promised sign(Did provider, String dataset, String project, String charter, Set<Promise> promises) {
        Promised promised = Promised.sign(provider, dataset, project, charter, promises, clock.instant(), self, keys);
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
        keep("promised", promised);
        return Optional.empty();
    }

    /** Why a promise was not taken. */
    public record Unkept(String french, String english) {
    }

    /** What a member has promised for a dataset and a project under a charter. */
    public Set<Promise> of(Did requester, String dataset, String project, String charter) {
        return all(requester).stream().filter(kept -> kept.dataset().equals(dataset) && kept.project().equals(project)
            && kept.charter().equals(charter)).map(Kept::promise).collect(Collectors.toUnmodifiableSet());
    }

    /** One promise as it is kept. */
    public record Kept(Did provider, String dataset, String project, String charter, Promise promise) {
    }

    /** Every promise of a member that this node keeps. */
    public List<Kept> all(Did requester) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT provider, dataset, project, charter, term, promised FROM promise WHERE requester = :requester
                ORDER BY provider, dataset, project, charter, term""")
            .bind("requester", requester.text())
            .map((row, context) -> new Kept(new Did(row.getString("provider")), row.getString("dataset"),
                row.getString("project"), row.getString("charter"),
                new Promise(Term.ofKey(row.getString("term")).orElseThrow(), row.getString("promised"))))
            .list());
    }

    private void keep(String kind, Promised promised) {
        database.useTransaction(handle -> {
            Set<Promise> known = of(promised.requester(), promised.dataset(), promised.project(), promised.charter());
            if (known.containsAll(promised.promises())) {
                return;
            }
            for (Promise promise : new TreeSet<>(promised.promises())) {
                handle.execute("""
                    DELETE FROM promise WHERE requester = ? AND provider = ? AND dataset = ? AND project = ?
                    AND charter = ? AND term = ?""", promised.requester().text(), promised.provider().text(),
                    promised.dataset(), promised.project(), promised.charter(), promise.term().key());
                handle.execute("""
                    INSERT INTO promise (requester, provider, dataset, project, charter, term, promised, content,
                    received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""", promised.requester().text(),
                    promised.provider().text(), promised.dataset(), promised.project(), promised.charter(),
                    promise.term().key(), promise.value(), Json.text(promised.envelope().bytes()),
                    clock.instant().getEpochSecond());
            }
            ledger.append(kind, content(promised));
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
