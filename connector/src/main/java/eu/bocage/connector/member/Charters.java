package eu.bocage.connector.member;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of the charter, the newest first, each the predecessor that the one before it names by hash. What is
 * not reached from the newest so is no part of it, whoever signed it. Immutable.
 *
 * @param chain the newest first; empty while no charter is signed
 */
public record Charters(List<SignedCharter> chain) {

    static final Charters NONE = new Charters(List.of());

    public Charters {
        chain = List.copyOf(chain);
    }

    /** The versions that are reached from the newest. @param byHash every version that the trust anchor signed */
    static Charters from(SignedCharter newest, Map<String, SignedCharter> byHash) {
        List<SignedCharter> chain = new ArrayList<>();
        SignedCharter next = newest;
        while (next != null) {
            chain.add(next);
            SignedCharter before = byHash.get(next.predecessor());
            next = before != null && before.version() == next.version() - 1 ? before : null;
        }
        return new Charters(chain);
    }

    public Optional<SignedCharter> newest() {
        return chain.stream().findFirst();
    }

    /** A version, whether upcoming, in force or former. */
    public Optional<SignedCharter> find(String hash) {
        return chain.stream().filter(charter -> charter.hash().equals(hash)).findFirst();
    }

    /** The newest version that has begun on that day (UTC); the oldest while none has. Its end may be over. */
    public Optional<SignedCharter> inForce(LocalDate day) {
        return chain.stream().filter(charter -> !charter.from().isAfter(day)).findFirst()
            .or(() -> chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast()));
    }

    /**
     * Whether who signed that hash may make agreements on that day: it signed the version in force, or already the one
     * to come, which the trust anchor takes from those only who had signed the one in force.
     */
    public boolean adheres(String signed, LocalDate day) {
        return inForce(day).flatMap(current -> find(signed).filter(its -> its.version() >= current.version()))
            .isPresent();
    }

    /** The predecessor that is named and not here; empty when the chain is whole. */
    Optional<SignedCharter> broken() {
        return chain.isEmpty() ? Optional.empty()
            : Optional.of(chain.getLast()).filter(oldest -> !oldest.predecessor().isEmpty());
    }
}
