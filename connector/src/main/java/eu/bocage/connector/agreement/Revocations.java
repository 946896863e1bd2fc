package eu.bocage.connector.agreement;

import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Term;
import java.time.InstantSource;

/**
 * Agreements that this node, as provider, has ended before their time. A revocation stands in the ledger in the same
 * transaction and is never taken back; questions are refused from then on, running transfers end with the next look of
 * the policy monitor. Thread-safe.
 */
public final class Revocations {

    private final Did self;
    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;

    public Revocations(Did self, Database database, Ledger ledger, InstantSource clock) {
        this.self = self;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Revoked {
        DONE, ALREADY,
        /** This node is not the provider. */
        NOT_OURS,
        /** The agreement's charter does not provide for revocation. */
        NOT_REVOCABLE
    }

    public Revoked revoke(Agreement agreement, String reason) {
        if (!agreement.provider().equals(self)) {
            return Revoked.NOT_OURS;
        }
        if (!revocable(agreement.policy())) {
            return Revoked.NOT_REVOCABLE;
        }
        return database.inTransaction(handle -> {
            if (revoked(agreement.id())) {
                return Revoked.ALREADY;
            }
            handle.execute("INSERT INTO agreement_revocation (agreement, reason, revoked_at) VALUES (?, ?, ?)",
                agreement.id(), reason, clock.instant().getEpochSecond());
            ledger.append("agreement-revoked", Json.object().put("agreement", agreement.id())
                .put("consumer", agreement.consumer().text()).put("dataset", agreement.dataset())
                .put("reason", reason));
            return Revoked.DONE;
        });
    }

    public boolean revoked(String agreement) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT count(*) FROM agreement_revocation WHERE agreement = :agreement")
            .bind("agreement", agreement).mapTo(Long.class).one()) > 0;
    }

    private static boolean revocable(Policy policy) {
        return policy.permissions().stream().flatMap(rule -> rule.direct().stream())
            .anyMatch(constraint -> constraint.term().equals(Term.NOT_REVOKED.iri()));
    }
}
